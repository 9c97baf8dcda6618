import type { ConfirmDraft } from '../../functions/issuing/decide-licence-draft/confirm-draft.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { type ApplicationParts, type AskedLicence, askForLicence } from './licences.ts';
import { sampleDepartment } from './sample-holders.ts';

let numbers = 0;

/** Asks for a licence of a type that a second person has to approve, with a number of its own. */
export function askForDraft(parts: ApplicationParts = {}): AskedLicence {
  numbers += 1;
  const body = { number: `辽(2026)示例不动产权第${numbers}号`, ...parts.body };
  return askForLicence({ type: 'realEstateTitle', ...parts, body });
}

/** What the answer to a draft says to whoever is to approve it. */
export function readKept({ answer }: WrittenAnswer) {
  const body = answer.body as JsonObject;
  return { draftId: String(body['draftId']), previewDigest: String(body['previewDigest']) };
}

/** Confirms as another client of the department, under a key of its own unless told. */
export function askForConfirmation(
  { draftId, previewDigest }: ReturnType<typeof readKept>,
  parts: Partial<Parameters<ConfirmDraft>[0]> = {},
): Parameters<ConfirmDraft> {
  numbers += 1;
  const request = {
    client: 'shenyang-approver' as ClientId,
    department: sampleDepartment().code,
    idempotencyKey: `confirm-${numbers}`,
    route: `POST /v1/licence-drafts/${draftId}/confirmations`,
    body: { previewDigest },
    draftId,
    ...parts,
  };
  return [request, { previewDigest }];
}
