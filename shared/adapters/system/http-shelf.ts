import { BoundedCache } from '../../verify/bounded-cache.ts';
import type { PublicFile, ShelfRequest, VerifierShelf } from '../../verify/verifier-shelf.ts';
import { readLimitedBody } from './read-limited-body.ts';

/** Where a verifier's public files come from. */
export interface HttpShelfOptions {
  readonly clock: { now(): number };
  /** The verifying province's own address, and where its files are fetched instead. */
  readonly provinceUrl: string;
  readonly shelfUrl: string;
}

/** A file as it was last fetched. */
interface Held {
  readonly file: PublicFile;
  readonly checkedAt: number;
  readonly etag?: string;
}

/** `gone`: whoever serves it does not give such a file. `unreachable`: nobody could be asked. */
type Miss = 'gone' | 'unreachable';

/** An attempt that gave no file, and what is answered until the next. */
interface Missed {
  readonly at: number;
  readonly file: PublicFile | undefined;
}

const timeoutMilliseconds = 2000;
const maxFiles = 1024;
/** After a file could not be had: no second attempt so soon, however many licences ask. */
const pauseMilliseconds = 1000;

/**
 * Fetches public files over HTTP and keeps them: asks again with the ETag when the last answer is
 * older than asked for. When nobody can be asked (no network, too slow, 5xx), the file that is held goes
 * on: whether it is still good is its own `exp`'s question, and the verifier's. At most 2 seconds, the
 * given size and media type, no redirects; at most one request an address at a time. `fetch` is first
 * touched when a file is first needed.
 */
export function makeHttpShelf(options: HttpShelfOptions): VerifierShelf {
  const { clock } = options;
  const held = new BoundedCache<string, Held>(maxFiles);
  const missed = new BoundedCache<string, Missed>(maxFiles);
  const underWay = new Map<string, Promise<PublicFile | undefined>>();

  const miss = (address: string, how: Miss): PublicFile | undefined => {
    if (how === 'gone') held.delete(address);
    const file = held.get(address)?.file;
    missed.put(address, { at: clock.now(), file });
    return file;
  };

  const refresh = async (request: ShelfRequest): Promise<PublicFile | undefined> => {
    const { address } = request;
    const askedAt = clock.now();
    const found = await fetchFile(toFetchAddress(address, options), request, held.get(address));
    if (typeof found === 'string') return miss(address, found);
    held.put(address, { ...found, checkedAt: askedAt });
    return found.file;
  };

  const share = (request: ShelfRequest): Promise<PublicFile | undefined> => {
    const shared = refresh(request).finally(() => underWay.delete(request.address));
    underWay.set(request.address, shared);
    return shared;
  };

  return {
    find(request) {
      const now = clock.now();
      const known = held.get(request.address);
      if (known !== undefined && now - known.checkedAt < request.maxAgeSeconds * 1000) {
        return known.file;
      }
      const last = missed.get(request.address);
      if (last !== undefined && now - last.at < pauseMilliseconds) return last.file;
      return underWay.get(request.address) ?? share(request);
    },
  };
}

/** The province's own files may lie nearer than its public address says. */
function toFetchAddress(address: string, { provinceUrl, shelfUrl }: HttpShelfOptions): string {
  return address.startsWith(`${provinceUrl}/`)
    ? `${shelfUrl}${address.slice(provinceUrl.length)}`
    : address;
}

async function fetchFile(
  address: string,
  request: ShelfRequest,
  known: Held | undefined,
): Promise<Omit<Held, 'checkedAt'> | Miss> {
  if (!/^https?:\/\//.test(address)) return 'gone';
  try {
    const response = await fetch(address, {
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(timeoutMilliseconds),
      headers: {
        accept: request.mediaType,
        ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
      },
    });
    if (response.status === 304 && known !== undefined) return known;
    return await readFile(response, request, known);
  } catch {
    return 'unreachable';
  }
}

async function readFile(
  response: Response,
  { mediaType, maxBytes }: ShelfRequest,
  known: Held | undefined,
): Promise<Omit<Held, 'checkedAt'> | Miss> {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (response.status !== 200 || type.trim().toLowerCase() !== mediaType) {
    await response.body?.cancel();
    return response.status >= 500 || response.status === 429 ? 'unreachable' : 'gone';
  }
  const body = await readLimitedBody(response, maxBytes);
  if (body === undefined) return 'gone';
  const etag = response.headers.get('etag');
  const file = known !== undefined && isSame(known.file.body, body) ? known.file : { body };
  return { file, ...(etag === null ? {} : { etag }) };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
