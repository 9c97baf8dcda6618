import { readJws } from '../../../shared/formats/jws.ts';
import { readTrustList, trustListPath, trustListType } from '../../../shared/formats/trust-list.ts';
import type { Shelf, ShelfFile } from '../../../shared/ports/shelf.ts';
import type { ShelfArchive } from '../../../shared/ports/shelf-archive.ts';
import type { ShelfListing } from '../../../shared/ports/shelf-listing.ts';
import { archivePath } from '../keep-version.ts';
import { sheetFilePath } from '../sheet-file-path.ts';

/** A public file asked for. */
export type ShelfRequest =
  | { readonly what: 'file'; readonly path: string }
  /** A department's sheet: the one of that digest, or the one that the present trust list names. */
  | {
      readonly what: 'sheet';
      readonly department: string;
      readonly digest?: string;
      /** `mirrors/<code>/` of another province's. */
      readonly mirror?: string;
    }
  /** The version of a file that stood at a second, or that has a digest. */
  | { readonly what: 'version'; readonly path: string; readonly atSeconds: number }
  | { readonly what: 'version'; readonly path: string; readonly digest: string }
  /** Addresses of all status lists. */
  | { readonly what: 'status-lists' };

export type FindPublicFile = (request: ShelfRequest) => Promise<ShelfFile | undefined>;

/** A trust list of 20,000 departments stays below it. */
const maxTrustListBytes = 4 * 1024 * 1024;
/** The address without a digest means another sheet tomorrow. */
const movingCacheControl = 'public, max-age=15';

/** What public files are found with. */
export interface FindPublicFilePorts {
  readonly shelf: Shelf;
  readonly archive: Pick<ShelfArchive, 'findAt'>;
  readonly listing: Pick<ShelfListing, 'list'>;
  readonly provinceUrl: string;
}

/**
 * Finds a public file on the shelf. A sheet asked for without its digest is the one that the trust
 * list on the same shelf names, so that the two always fit together.
 */
export function makeFindPublicFile(ports: FindPublicFilePorts): FindPublicFile {
  const { shelf } = ports;
  return (request) => {
    switch (request.what) {
      case 'file':
        return shelf.find(request.path);
      case 'sheet':
        return findSheet(shelf, request);
      case 'version':
        return findVersion(ports, request);
      case 'status-lists':
        return listStatusLists(ports);
    }
  };
}

type Wanted<What extends ShelfRequest['what']> = Extract<ShelfRequest, { readonly what: What }>;

async function findSheet(
  shelf: Shelf,
  { department, digest, mirror = '' }: Wanted<'sheet'>,
): Promise<ShelfFile | undefined> {
  if (digest !== undefined) return shelf.find(`${mirror}${sheetFilePath(department, digest)}`);
  const named = await findNamedDigest(shelf, department);
  if (named === undefined) return undefined;
  const file = await shelf.find(sheetFilePath(department, named));
  return file && { ...file, cacheControl: movingCacheControl };
}

async function findVersion(
  { shelf, archive }: FindPublicFilePorts,
  request: Wanted<'version'>,
): Promise<ShelfFile | undefined> {
  const { path } = request;
  if ('digest' in request) return shelf.find(archivePath(path, request.digest));
  const version = await archive.findAt(path, request.atSeconds);
  const file = version && (await shelf.find(archivePath(path, version.digest)));
  return file && { ...file, cacheControl: movingCacheControl };
}

/** @see draft-ietf-oauth-status-list section 9 */
async function listStatusLists({ listing, provinceUrl }: FindPublicFilePorts): Promise<ShelfFile> {
  const files = await listing.list('status-lists/');
  const status_lists = files.map(({ path }) => `${provinceUrl}/${path}`);
  return {
    body: new TextEncoder().encode(JSON.stringify({ status_lists })),
    contentType: 'application/json',
    cacheControl: movingCacheControl,
  };
}

async function findNamedDigest(shelf: Shelf, department: string): Promise<string | undefined> {
  const file = await shelf.find(trustListPath);
  if (!file) return undefined;
  const expected = { typ: trustListType, maxBytes: maxTrustListBytes };
  const { payload } = readJws(new TextDecoder().decode(file.body), expected);
  return readTrustList(payload).sheets.get(department);
}
