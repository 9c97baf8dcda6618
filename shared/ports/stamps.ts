import type { ClientId } from '../domain/ids.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { SealRequest } from './seals.ts';

/** What a request was used for: the digest of what it asked, and its stamp where it asked for one. */
export interface StampRequestRecord extends SealRequest {
  readonly stamp?: Stamp;
}

/**
 * Records of stamps, among the seals. Durable, consistent. Trusted: an attempt is on record, as a use of
 * the seal, before the seal's key is used for it.
 */
export interface Stamps {
  findByRequest(client: ClientId, keyDigest: string): Promise<StampRequestRecord | undefined>;
  /** Records the first attempt with its request, or one more of the same; `moved` when another came between. */
  recordAttempt(stamp: Stamp, request: SealRequest): Promise<'recorded' | 'moved'>;
  /** Notes that the file of an attempt lies in the store, if no other attempt was recorded since. */
  complete(stamp: Stamp): Promise<'completed' | 'moved'>;
}

/** Finds words in a PDF. */
export interface TextFinder {
  /** Boxes of each place, in order; points in the page's own space, from the left and from the bottom. */
  find(document: Uint8Array, words: string): Promise<readonly FoundText[]>;
}

export interface FoundText {
  /** Number of the page, from 0. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
