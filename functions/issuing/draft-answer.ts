import type { LicenceDraftSummary } from '../../shared/api/licence-drafts.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { draftStateAt, type LicenceDraft } from '../../shared/domain/licence-draft.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';

/** A draft as lists have it. */
export function toDraftSummary(draft: LicenceDraft, now: Moment): LicenceDraftSummary {
  const { id, type, draftedBy, draftedAt, expiresAt, licenceId } = draft;
  return {
    draftId: id,
    state: draftStateAt(draft, now),
    type,
    draftedBy,
    draftedAt: toRfc3339(draftedAt),
    expiresAt: toRfc3339(expiresAt),
    ...(licenceId === undefined ? {} : { licenceId }),
  };
}

/** A draft with what was asked for and what happened to it. */
export function toDraftAnswer(draft: LicenceDraft, now: Moment) {
  return {
    ...toDraftSummary(draft, now),
    application: draft.application as Record<string, never>,
    history: draft.history.map(({ at, ...entry }) => ({ ...entry, at: toRfc3339(at) })),
  };
}

/** Where a draft is found. */
export const toDraftPath = (id: string) => `/v1/licence-drafts/${id}`;
