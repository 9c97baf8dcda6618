/** One version of a public file. */
export interface KeptVersion {
  /** Unpadded base64url SHA-256 of its bytes: where it lies. */
  readonly digest: string;
  /** Seconds: from when on it stood, until the next. */
  readonly issuedAt: number;
  /** Tells versions of one second apart: the higher stood last. */
  readonly number: number;
}

/**
 * Which version of a public file stood when; the files themselves lie on the shelf under their digests.
 * Durable, consistent, only added to. Trusted as little as the shelf: whoever could write it could
 * withhold a version, and every version is signed and dated.
 */
export interface ShelfArchive {
  /** Repeating it changes nothing. */
  note(path: string, version: KeptVersion): Promise<void>;
  /** The version that stood at that second. */
  findAt(path: string, seconds: number): Promise<KeptVersion | undefined>;
}
