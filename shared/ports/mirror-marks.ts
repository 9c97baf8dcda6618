/** The newest version of another province's file that was ever seen. */
export interface MirrorMark {
  /** A trust list's number, a status list's `iat`: only ever rises. */
  readonly order: number;
  /** Unpadded base64url SHA-256 of its bytes; the same word for all where a date may have several. */
  readonly digest: string;
  /** Only once it lies on the shelf. */
  readonly etag?: string;
}

/**
 * The highest numbers seen of other provinces' files. Durable, consistent: after it is raised, no
 * process ever takes a lower one. Trusted: whoever could write it could have an older list taken, or
 * none.
 */
export interface MirrorMarks {
  find(province: string, file: string): Promise<MirrorMark | undefined>;
  /** False, and nothing is written, when a higher one stands, or another one under the same number. */
  raise(province: string, file: string, mark: MirrorMark): Promise<boolean>;
}
