import { isSameOctets } from '../../formats/octets.ts';
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
const maxPastFiles = 64;
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
  const present = new BoundedCache<string, Held>(maxFiles);
  /** What stood at a time somebody asked about: kept apart, so that it drives out nothing of today. */
  const past = new BoundedCache<string, Held>(maxPastFiles);
  const missed = new BoundedCache<string, Missed>(maxFiles);
  const underWay = new Map<string, Promise<PublicFile | undefined>>();
  const keep = ({ atSeconds }: ShelfRequest) => (atSeconds === undefined ? present : past);

  const miss = (address: string, how: Miss, held: ReturnType<typeof keep>) => {
    if (how === 'gone') held.delete(address);
    const file = held.get(address)?.file;
    missed.put(address, { at: clock.now(), file });
    return file;
  };

  const refresh = async (address: string, request: ShelfRequest) => {
    const held = keep(request);
    const askedAt = clock.now();
    const found = await fetchFile(address, request, held.get(address));
    if (typeof found === 'string') return miss(address, found, held);
    held.put(address, { ...found, checkedAt: askedAt });
    return found.file;
  };

  const share = (address: string, request: ShelfRequest): Promise<PublicFile | undefined> => {
    const shared = refresh(address, request).finally(() => underWay.delete(address));
    underWay.set(address, shared);
    return shared;
  };

  return {
    find(request) {
      const now = clock.now();
      const address = toFetchAddress(request, options);
      const known = keep(request).get(address);
      if (known !== undefined && now - known.checkedAt < request.maxAgeSeconds * 1000) {
        return known.file;
      }
      const last = missed.get(address);
      if (last !== undefined && now - last.at < pauseMilliseconds) return last.file;
      return underWay.get(address) ?? share(address, request);
    },
  };
}

/** The province's own files may lie nearer than its public address says, with them those that it mirrors, and what stood before. */
function toFetchAddress(
  { address, mirror, atSeconds }: ShelfRequest,
  { provinceUrl, shelfUrl }: HttpShelfOptions,
): string {
  const isOwn = address.startsWith(`${provinceUrl}/`);
  const path = mirror ?? (isOwn ? address.slice(provinceUrl.length + 1) : undefined);
  if (path === undefined) return address;
  return atSeconds === undefined
    ? `${shelfUrl}/${path}`
    : `${shelfUrl}/history/${path}?time=${atSeconds}`;
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
  const file = known !== undefined && isSameOctets(known.file.body, body) ? known.file : { body };
  return { file, ...(etag === null ? {} : { etag }) };
}
