import type { LicenceDrafts } from '../../../shared/ports/licence-drafts.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { type CheckDraftPorts, makeCheckDraft } from '../check-draft.ts';
import { type GrantLicencePorts, makeGrantLicence } from '../issue-licence/grant-licence.ts';
import { findEarlier, toDraftKey, toKeyedRequest, type WrittenAnswer } from '../keyed-request.ts';
import { toPreview } from '../licence-preview.ts';
import { type DraftRequest, findOwnDraft, requireAwaiting } from '../own-draft.ts';
import { requireLicenceRight } from '../require-licence-right.ts';

/** What confirming needs from outside. */
export interface ConfirmDraftPorts extends CheckDraftPorts, GrantLicencePorts {
  readonly drafts: Pick<LicenceDrafts, 'find'>;
}

/** Approves a draft and issues its licence. */
export type ConfirmDraft = (
  request: DraftRequest,
  seen: { readonly previewDigest: string },
) => Promise<WrittenAnswer>;

/**
 * Approves a draft 核准: checked again as of now, then issued by the very same way as any licence. The
 * draft is approved in the transaction that reserves the licence, and issued in the one that brings it
 * into force, under a key that follows from the draft: whoever confirms, and however often, ends with
 * the same licence.
 * @throws Problem `not-found`, `same-client`, `state-conflict` (`preview-changed`, `draft-rejected`,
 * `draft-expired`), `idempotency-mismatch`, and those of issuing
 */
export function makeConfirmDraft(ports: ConfirmDraftPorts): ConfirmDraft {
  const check = makeCheckDraft(ports);
  const { grant, resume } = makeGrantLicence(ports);
  return async (request, { previewDigest }) => {
    const { client, department, draftId } = request;
    const now = ports.clock.now();
    const own = toKeyedRequest(request, now);
    await findEarlier(ports.records, own, now);
    const draft = await findOwnDraft(ports.drafts, draftId, department);
    requireLicenceRight(request, 'approve', draft.type);
    if (draft.draftedBy === client) throw new Problem('same-client');
    const key = toDraftKey(draft);
    const earlier = await findEarlier(ports.records, key, now);
    if (earlier !== undefined) return resume(earlier, key);
    requireAwaiting(draft, now);
    const { checked, base } = await check(draft, now);
    if (toPreview(checked, base).previewDigest !== previewDigest) {
      throw new Problem('state-conflict', { reason: 'preview-changed' });
    }
    const approval = { draft: draft.id, by: client, previewDigest, key: own };
    return grant({ checked, key, approval, ...(base === undefined ? {} : { base }) });
  };
}
