/** A public file as it lies on the shelf. */
export interface ShelfFile {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

/**
 * Where public signed files lie (S3). Everything on it is signed, so it need not be trusted: whoever
 * could write it could only withhold or return older files, which verifiers notice by number and date.
 * Paths are those of the addresses: `status-lists/<id>`, `trust-list`, `departments/<code>/sheet`, `.well-known/jwt-vc-issuer`.
 */
export interface Shelf {
  put(path: string, file: ShelfFile): Promise<void>;
  find(path: string): Promise<ShelfFile | undefined>;
}

/** The truth about versions of shelf files: a row each, moved by compare-and-swap. Durable, consistent. */
export interface ShelfVersions {
  current(path: string): Promise<number>;
  /** True when the row moved from `from` to `from + 1`; a path without a row is at 0, or where the present turn's versions begin. */
  advance(path: string, from: number): Promise<boolean>;
}
