import type { SealId } from './ids.ts';

/** How often a seal's key was to be used by our record, and how often it was by KMS's own. */
export interface SealUseCounts {
  readonly seal: SealId;
  /** The seal's key in KMS. */
  readonly keyId: string;
  /** Attempts recorded before they were made. */
  readonly recorded: number;
  /** Signatures that KMS made. */
  readonly signed: number;
}

/**
 * `equal`; `fewer-signatures`, as when KMS could not be reached after the attempt was recorded;
 * `unrecorded-signatures`: somebody signed with the seal's key past the service.
 */
export type SealUseFinding = 'equal' | 'fewer-signatures' | 'unrecorded-signatures';

/** A seal's counts and what they say. */
export interface SealUseLine extends SealUseCounts {
  readonly finding: SealUseFinding;
}

/** Holds KMS's count against ours. Every use is recorded before it is made, so KMS's is never the higher. */
export function reconcileSealUse(counts: SealUseCounts): SealUseLine {
  const { recorded, signed } = counts;
  if (signed > recorded) return { ...counts, finding: 'unrecorded-signatures' };
  return { ...counts, finding: signed === recorded ? 'equal' : 'fewer-signatures' };
}
