import { createHash } from 'node:crypto';
import type { Shelf, ShelfFile } from '../../shared/ports/shelf.ts';
import type { KeptVersion, ShelfArchive } from '../../shared/ports/shelf-archive.ts';

/** A version of a public file, as it is to be found again by its time and by its digest. */
export interface PublishedVersion extends Pick<KeptVersion, 'issuedAt' | 'number'> {
  /** Where the newest lies. */
  readonly path: string;
  readonly file: ShelfFile;
}

const foreverCacheControl = 'public, max-age=31536000, immutable';

/** Where a version lies on the shelf, for ever. */
export function archivePath(path: string, digest: string): string {
  return `archive/${path}/${digest}`;
}

/** Puts a version where it stays, then notes from when on it stands: what is noted is there. */
export async function keepVersion(
  { shelf, archive }: { readonly shelf: Pick<Shelf, 'put'>; readonly archive: ShelfArchive },
  { path, file, issuedAt, number }: PublishedVersion,
): Promise<void> {
  const digest = createHash('sha256').update(file.body).digest('base64url');
  await shelf.put(archivePath(path, digest), { ...file, cacheControl: foreverCacheControl });
  await archive.note(path, { digest, issuedAt, number });
}
