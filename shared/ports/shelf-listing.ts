/** A file on the shelf as a listing tells of it. */
export interface ListedFile {
  readonly path: string;
  /** Another one means other bytes. */
  readonly etag: string;
}

/**
 * What lies on the shelf. No more to be trusted than the shelf: whoever held it could hide files, which
 * makes verifiers doubt, or name others, which are then looked at like any file.
 */
export interface ShelfListing {
  /** Files straight below a folder (`status-lists/`), in order of their paths; none of its own folders. */
  list(folder: `${string}/`): Promise<readonly ListedFile[]>;
}
