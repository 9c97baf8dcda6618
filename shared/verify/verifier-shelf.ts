import type { MaybePromise } from './primitives.ts';

/** A public file, by content: the shelf gives the same object as long as the bytes are the same. */
export interface PublicFile {
  readonly body: Uint8Array;
  /** Until when the shelf vouches for having it; a signed file then counts as out of date, whatever it says itself. */
  readonly goodUntilSeconds?: number;
}

/** Which file, and what of it will be accepted. */
export interface ShelfRequest {
  /** Absolute, `http` or `https`. */
  readonly address: string;
  /** Another province's file: where the own province mirrors it, below its own address. */
  readonly mirror?: string;
  /** Not the newest, but the one that stood at that second. */
  readonly atSeconds?: number;
  readonly mediaType: string;
  readonly maxBytes: number;
  /** How long ago the shelf may last have asked whether the file is still the same; 0: ask now. */
  readonly maxAgeSeconds: number;
}

/**
 * Where a verifier gets public signed files. Not trusted: whoever holds it can withhold files or give
 * older ones, which the verifier notices. Gives undefined for whatever cannot be had in time and within
 * the limits; never throws. Answers at once (no promise) from what it holds.
 */
export interface VerifierShelf {
  find(request: ShelfRequest): MaybePromise<PublicFile | undefined>;
}
