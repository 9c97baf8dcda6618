import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireIssuing } from '../wire-issuing.ts';
import { makeIssueLicenceHandler, maxIssueBodyBytes } from './handler.ts';
import { makeIssueLicence } from './issue-licence.ts';

const { ports } = wireIssuing(process.env, 'issue-licence');

/** `POST /v1/licences` */
export const handler = makeHttpHandler(makeIssueLicenceHandler(makeIssueLicence(ports)), {
  maxBodyBytes: maxIssueBodyBytes,
  provinceUrl: ports.provinceUrl,
  log: ports.log,
});
