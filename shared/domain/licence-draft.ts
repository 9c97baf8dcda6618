import { isDrawnId, toDrawnId } from './drawn-id.ts';
import type {
  Branded,
  ClientId,
  DepartmentCode,
  LicenceId,
  LicenceTypeCode,
  Moment,
} from './ids.ts';

/** A draft's identifier: `draft-` + 26 characters, 130 random bits. */
export type LicenceDraftId = Branded<string, 'LicenceDraftId'>;

/**
 * What becomes of a draft 拟稿: `awaiting-approval` → `approved` (the licence is reserved, its signature
 * on the way) → `issued`; back to awaiting when the reservation was given up; or `rejected`. `expired`
 * follows from time.
 */
export const licenceDraftStates = [
  'awaiting-approval',
  'approved',
  'issued',
  'rejected',
  'expired',
] as const;
export type LicenceDraftState = (typeof licenceDraftStates)[number];
type RecordedState = Exclude<LicenceDraftState, 'expired'>;

/** What happened to a draft, never altered. */
export interface LicenceDraftEntry {
  readonly state: RecordedState;
  readonly at: Moment;
  readonly by: ClientId;
  /** Why it was rejected. */
  readonly reason?: string;
  /** What the approving client had seen: SHA-256 of the preview, base64url. */
  readonly previewDigest?: string;
}

/** An application that waits for a second person. */
export interface LicenceDraft {
  readonly id: LicenceDraftId;
  readonly department: DepartmentCode;
  readonly type: LicenceTypeCode;
  readonly draftedBy: ClientId;
  readonly draftedAt: Moment;
  /** From this moment on nobody can approve it any more. */
  readonly expiresAt: Moment;
  /** As the department sent it. */
  readonly application: Readonly<Record<string, unknown>>;
  readonly state: RecordedState;
  /** While approved, and once issued. */
  readonly licenceId?: LicenceId;
  /** Oldest first. */
  readonly history: readonly LicenceDraftEntry[];
}

/** Thirty days. */
export const draftLifeMilliseconds = 30 * 24 * 3600 * 1000;

/** @param random 26 bytes */
export function toLicenceDraftId(random: Uint8Array): LicenceDraftId {
  return toDrawnId('draft', random) as LicenceDraftId;
}

/** Has it the form of a draft's id? */
export function isLicenceDraftId(text: string): text is LicenceDraftId {
  return isDrawnId('draft', text);
}

/** The draft's state at a moment. */
export function draftStateAt(
  { state, expiresAt }: Pick<LicenceDraft, 'state' | 'expiresAt'>,
  now: Moment,
): LicenceDraftState {
  return state === 'awaiting-approval' && now >= expiresAt ? 'expired' : state;
}
