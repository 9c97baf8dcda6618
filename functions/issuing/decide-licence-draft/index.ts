import { makeDynamoLicenceDrafts } from '../../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireIssuing } from '../wire-issuing.ts';
import { makeConfirmDraft } from './confirm-draft.ts';
import { makeDecideDraftHandler, maxDecisionBodyBytes } from './handler.ts';
import { makeRejectDraft } from './reject-draft.ts';

const { table, ports } = wireIssuing(process.env);
const drafts = { ...makeDynamoLicenceDrafts(table), ...ports.drafts };
const confirm = makeConfirmDraft({ ...ports, drafts });
const reject = makeRejectDraft({ ...ports, drafts });

/** `POST /v1/licence-drafts/{id}/confirmations` and `/rejections` */
export const handler = makeHttpHandler(makeDecideDraftHandler({ confirm, reject }), {
  maxBodyBytes: maxDecisionBodyBytes,
  provinceUrl: ports.provinceUrl,
});
