import { isSameOctets } from '../../shared/formats/octets.ts';
import type {
  PublicFile,
  ShelfRequest,
  VerifierShelf,
} from '../../shared/verify/verifier-shelf.ts';
import type { PageSettings } from './page-settings.ts';

const timeoutMilliseconds = 2000;
/** After nobody could be asked: the kit answers alone for so long. */
const pauseMilliseconds = 10_000;

interface Held {
  readonly file: PublicFile;
  readonly checkedAt: number;
}

/** Own files by their address, others where the own province mirrors them, and what stood before. */
function toPath(
  { address, mirror, atSeconds }: ShelfRequest,
  provinceUrl: string,
): string | undefined {
  const isOwn = address.startsWith(`${provinceUrl}/`);
  const path = mirror ?? (isOwn ? address.slice(provinceUrl.length + 1) : undefined);
  if (path === undefined) return undefined;
  return atSeconds === undefined ? `/${path}` : `/history/${path}?time=${atSeconds}`;
}

async function fetchBody(address: string, { mediaType, maxBytes }: ShelfRequest) {
  const response = await fetch(address, {
    ...{ redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' },
    // how old an answer may be is the verifier's to say, not a cache's
    cache: 'no-cache',
    headers: { accept: mediaType },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (response.status !== 200 || type.trim() !== mediaType) return undefined;
  const body = new Uint8Array(await response.arrayBuffer());
  return body.length <= maxBytes ? body : undefined;
}

/**
 * The province's public files over the network, for a page of the same origin: nothing is asked of
 * anybody else. Keeps what it fetched; when nobody answers it does not ask again for ten seconds.
 */
export function makeFetchShelf({ provinceUrl, now: tell }: PageSettings): VerifierShelf {
  const held = new Map<string, Held>();
  let silentUntil = 0;

  const refresh = async (path: string, request: ShelfRequest): Promise<PublicFile | undefined> => {
    const now = tell();
    try {
      const body = await fetchBody(path, request);
      if (body === undefined) return undefined;
      const known = held.get(path)?.file;
      const file = known !== undefined && isSameOctets(known.body, body) ? known : { body };
      held.set(path, { file, checkedAt: now });
      return file;
    } catch {
      silentUntil = now + pauseMilliseconds;
      return undefined;
    }
  };

  return {
    find(request) {
      const path = toPath(request, provinceUrl);
      if (path === undefined) return undefined;
      const now = tell();
      const known = held.get(path);
      if (known !== undefined && now - known.checkedAt < request.maxAgeSeconds * 1000) {
        return known.file;
      }
      if (!navigator.onLine || now < silentUntil) return undefined;
      return refresh(path, request);
    },
  };
}

/** What the first has; where it has nothing, what the second has, asked each time: it may be replaced. */
export function makeFirstShelf(first: VerifierShelf, second: () => VerifierShelf): VerifierShelf {
  return {
    async find(request) {
      return (await first.find(request)) ?? (await second().find(request));
    },
  };
}
