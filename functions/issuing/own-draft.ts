import type { DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import {
  draftStateAt,
  isLicenceDraftId,
  type LicenceDraft,
} from '../../shared/domain/licence-draft.ts';
import { type LicenceRight, mayHandleLicence } from '../../shared/domain/licence-rights.ts';
import type { LicenceDrafts } from '../../shared/ports/licence-drafts.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { DepartmentRequest } from './keyed-request.ts';

/** A request that decides a draft. */
export interface DraftRequest extends DepartmentRequest {
  readonly draftId: string;
  /** What the caller's token was narrowed to. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** Who asks to see drafts. */
export interface DraftReader {
  readonly department: DepartmentCode;
  readonly licenceRights?: readonly LicenceRight[];
}

/** May a token that was narrowed so see a draft of this type: to read it, or to approve it? */
export function maySeeDraft(
  rights: readonly LicenceRight[] | undefined,
  { type }: Pick<LicenceDraft, 'type'>,
): boolean {
  return mayHandleLicence(rights, 'read', type) || mayHandleLicence(rights, 'approve', type);
}

/**
 * The department's own draft.
 * @throws Problem `not-found` for anything else: another department's is told apart from none by nobody
 */
export async function findOwnDraft(
  drafts: Pick<LicenceDrafts, 'find'>,
  id: string,
  department: DepartmentCode,
): Promise<LicenceDraft> {
  const draft = isLicenceDraftId(id) ? await drafts.find(id) : undefined;
  if (draft === undefined || draft.department !== department) throw new Problem('not-found');
  return draft;
}

/** @throws Problem `state-conflict` with the state for a reason, when nobody can approve or reject it any more */
export function requireAwaiting(draft: LicenceDraft, now: Moment): void {
  const state = draftStateAt(draft, now);
  if (state === 'awaiting-approval') return;
  throw new Problem('state-conflict', { reason: `draft-${state}` });
}
