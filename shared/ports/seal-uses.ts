import type { SealId } from '../domain/ids.ts';

/**
 * Every use of a seal's key as it was recorded before the key was used: one row an attempt, written in
 * the transaction that records it. Consistent. Trusted: whoever could add to it could hide a signature.
 */
export interface SealUses {
  /** Attempts recorded under the seal, whether or not a signature was made. */
  countAttempts(seal: SealId): Promise<number>;
}

/**
 * How often KMS itself has signed, by key id: its own record, which none of our functions writes (in
 * the cloud CloudTrail's `Sign` events, in the embedded run the engine's counter). Trusted more than
 * ours: it is what ours is held against.
 */
export interface KeySignatureCounts {
  read(): Promise<ReadonlyMap<string, number>>;
}
