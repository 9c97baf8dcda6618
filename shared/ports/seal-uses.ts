import type { ClientId, LicenceId, Moment, SealId } from '../domain/ids.ts';

/** What a seal's key was to sign: a form of a version of a licence, or a document. */
export type SealUseObject =
  | {
      readonly licenceId: LicenceId;
      readonly version: number;
      readonly form: 'credential' | 'printed' | 'face' | 'annotated-copy';
    }
  | { readonly stamp: string };

/** One attempt to sign with a seal's key. */
export interface SealUse {
  readonly at: Moment;
  readonly by: ClientId;
  /** SHA-256 of what was to be signed, unpadded base64url. */
  readonly digest: string;
  readonly attempt: number;
  readonly of: SealUseObject;
}

/** Which page of a seal's uses; `after` as an earlier page's `end`. */
export interface SealUseQuery {
  readonly seal: SealId;
  readonly after?: string;
  readonly limit: number;
}

/** A page, newest first, and the position to go on behind where there is more. */
export interface SealUsePage {
  readonly uses: readonly SealUse[];
  readonly end?: string;
}

/**
 * Every use of a seal's key as it was recorded before the key was used: one row an attempt, written in
 * the transaction that records it. Consistent. Trusted: whoever could add to it could hide a signature.
 */
export interface SealUses {
  /** Attempts recorded under the seal, whether or not a signature was made. */
  countAttempts(seal: SealId): Promise<number>;
  list(query: SealUseQuery): Promise<SealUsePage>;
}

/**
 * How often KMS itself has signed, by key id: its own record, which none of our functions writes (in
 * the cloud CloudTrail's `Sign` events, in the embedded run the engine's counter). Trusted more than
 * ours: it is what ours is held against.
 */
export interface KeySignatureCounts {
  read(): Promise<ReadonlyMap<string, number>>;
}
