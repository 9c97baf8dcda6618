import type { Scope } from '../../../shared/domain/client.ts';
import type { LicenceDraft } from '../../../shared/domain/licence-draft.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { LicenceDrafts, LicenceDraftWriter } from '../../../shared/ports/licence-drafts.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toDraftAnswer, toDraftPath } from '../draft-answer.ts';
import { findEarlier, inFlight, toKeyedRequest, type WrittenAnswer } from '../keyed-request.ts';
import { type DraftRequest, findOwnDraft, requireAwaiting } from '../own-draft.ts';
import { requireLicenceRight } from '../require-licence-right.ts';

/** What rejecting needs from outside. */
export interface RejectDraftPorts {
  readonly clock: Clock;
  readonly records: IdempotencyRecords;
  readonly drafts: Pick<LicenceDrafts, 'find'> & Pick<LicenceDraftWriter, 'reject'>;
}

/** Ends a draft without a licence. */
export type RejectDraft = (
  request: DraftRequest & { readonly scopes: readonly Scope[] },
  rejection: { readonly reason: string },
) => Promise<WrittenAnswer>;

const toAnswer = (draft: LicenceDraft, at: LicenceDraft['draftedAt']): StoredAnswer => ({
  status: 200,
  location: toDraftPath(draft.id),
  body: toDraftAnswer(draft, at) as JsonValue,
});

/** @throws Problem `forbidden` */
function requireRight(request: Parameters<RejectDraft>[0], { draftedBy, type }: LicenceDraft) {
  const isOwn = draftedBy === request.client;
  if (!isOwn && !request.scopes.includes('licences:approve')) throw new Problem('forbidden');
  requireLicenceRight(request, isOwn ? 'issue' : 'approve', type);
}

/**
 * Rejects a draft; whoever drafted it may take it back.
 * @throws Problem `not-found`, `forbidden`, `state-conflict`, `idempotency-mismatch`
 */
export function makeRejectDraft(ports: RejectDraftPorts): RejectDraft {
  const { drafts, records, clock } = ports;
  return async (request, { reason }) => {
    const { client: by, department, draftId } = request;
    const at = clock.now();
    const key = toKeyedRequest(request, at);
    const earlier = await findEarlier(records, key, at);
    if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
    const draft = await findOwnDraft(drafts, draftId, department);
    requireRight(request, draft);
    requireAwaiting(draft, at);
    const entry = { state: 'rejected', at, by, reason } as const;
    const rejected = { ...draft, state: entry.state, history: [...draft.history, entry] };
    const answer = toAnswer(rejected, at);
    const outcome = await drafts.reject({ id: draft.id, at, by, reason, key, answer });
    if (outcome === 'rejected') return { answer, replayed: false };
    const other = await findEarlier(records, key, at);
    if (other?.state === 'done') return { answer: other.answer, replayed: true };
    requireAwaiting(await findOwnDraft(drafts, draftId, department), at);
    throw inFlight(1);
  };
}
