import { toSeconds } from '../../domain/moment.ts';
import { statusListMediaType } from '../../formats/status-list.ts';
import { trustListMediaType } from '../../formats/trust-list.ts';
import type { Publications } from '../../ports/publications.ts';
import type { VerifierShelf } from '../../verify/verifier-shelf.ts';

const maxBytes = 4 * 1024 * 1024;
const maxAgeSeconds = 10;

const mediaTypeOf = (path: string) =>
  path.startsWith('status-lists/') ? statusListMediaType : trustListMediaType;

/** `iat` of a compact JWS, its signature unlooked at; -1 where it is none. */
function readIssuedAt(body: Uint8Array): number {
  const [, payload = ''] = Buffer.from(body).toString('latin1').split('.');
  try {
    const { iat } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat?: unknown };
    return typeof iat === 'number' ? iat : -1;
  } catch {
    return -1;
  }
}

/** Asks for the files where anybody does. */
export function makeHttpPublications(options: {
  readonly shelf: VerifierShelf;
  readonly provinceUrl: string;
}): Publications {
  const { shelf, provinceUrl } = options;
  return {
    async isMadeAfter(path, moment) {
      const address = `${provinceUrl}/${path}`;
      const mediaType = mediaTypeOf(path);
      const file = await shelf.find({ address, mediaType, maxBytes, maxAgeSeconds });
      return file !== undefined && readIssuedAt(file.body) > toSeconds(moment);
    },
  };
}
