import { readJws } from '../../../shared/formats/jws.ts';
import { readTrustList, trustListPath, trustListType } from '../../../shared/formats/trust-list.ts';
import type { Shelf, ShelfFile } from '../../../shared/ports/shelf.ts';
import { sheetFilePath } from '../sheet-file-path.ts';

/** A public file asked for. */
export type ShelfRequest =
  | { readonly what: 'file'; readonly path: string }
  /** A department's sheet: the one of that digest, or the one that the present trust list names. */
  | { readonly what: 'sheet'; readonly department: string; readonly digest?: string };

export type FindPublicFile = (request: ShelfRequest) => Promise<ShelfFile | undefined>;

/** A trust list of 20,000 departments stays below it. */
const maxTrustListBytes = 4 * 1024 * 1024;
/** The address without a digest means another sheet tomorrow. */
const movingCacheControl = 'public, max-age=15';

/**
 * Finds a public file on the shelf. A sheet asked for without its digest is the one that the trust
 * list on the same shelf names, so that the two always fit together.
 */
export function makeFindPublicFile(shelf: Shelf): FindPublicFile {
  return async (request) => {
    if (request.what === 'file') return shelf.find(request.path);
    const { department, digest } = request;
    if (digest !== undefined) return shelf.find(sheetFilePath(department, digest));
    const named = await findNamedDigest(shelf, department);
    if (named === undefined) return undefined;
    const file = await shelf.find(sheetFilePath(department, named));
    return file && { ...file, cacheControl: movingCacheControl };
  };
}

async function findNamedDigest(shelf: Shelf, department: string): Promise<string | undefined> {
  const file = await shelf.find(trustListPath);
  if (!file) return undefined;
  const expected = { typ: trustListType, maxBytes: maxTrustListBytes };
  const { payload } = readJws(new TextDecoder().decode(file.body), expected);
  return readTrustList(payload).sheets.get(department);
}
