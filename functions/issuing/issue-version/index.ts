import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { maxIssueBodyBytes } from '../issue-licence/handler.ts';
import { wireIssuing } from '../wire-issuing.ts';
import { makeIssueVersionHandler } from './handler.ts';
import { makeIssueVersion } from './issue-version.ts';

const { ports } = wireIssuing(process.env, 'issue-version');

/** `POST /v1/licences/{id}/versions` */
export const handler = makeHttpHandler(makeIssueVersionHandler(makeIssueVersion(ports)), {
  maxBodyBytes: maxIssueBodyBytes,
  provinceUrl: ports.provinceUrl,
  log: ports.log,
});
