import { toBase64url } from '../../shared/formats/base64url.ts';
import { joinOctets } from '../../shared/formats/octets.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Primitives, SignatureCheck } from '../../shared/verify/primitives.ts';

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const maxKeys = 256;

const encoder = new TextEncoder();

/** The same bytes with a buffer of their own, as WebCrypto's types ask for; a text's UTF-8. */
const own = (data: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data);

/** WebCrypto's hash and signature check, and the stream decoder's inflate: for pages and service workers. */
export function makeBrowserPrimitives(): Primitives {
  const findKey = makeKeyCache();
  const hash = async (data: Uint8Array | string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', own(data)));
  return {
    hash,
    digest: async (data) => toBase64url(await hash(data)),
    async verifySignature({ publicKey, signature, data }: SignatureCheck) {
      try {
        const key = await findKey(publicKey);
        return await crypto.subtle.verify(algorithm, key, own(signature), own(data));
      } catch {
        return false;
      }
    },
    inflate,
  };
}

/** Imported keys by content, the longest kept leaving first. */
function makeKeyCache(): (publicKey: Uint8Array) => Promise<Key> {
  const keys = new Map<string, Promise<Key>>();
  return (publicKey) => {
    const name = publicKey.join();
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = crypto.subtle.importKey('spki', own(publicKey), algorithm, false, ['verify']);
    const [oldest] = keys.size >= maxKeys ? keys.keys() : [];
    if (oldest !== undefined) keys.delete(oldest);
    keys.set(name, key);
    return key;
  };
}

/** The decoder refuses what follows the stream; what is too long is given up on the way. */
async function inflate(data: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const stream = new Blob([own(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let part = await next(reader); !part.done; part = await next(reader)) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new Problem('malformed', { reason: 'inflate-too-long' });
    }
    pieces.push(part.value);
  }
  return joinOctets(pieces);
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new Problem('malformed', { reason: 'inflate-stream' });
  }
}
