import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { toDerSignature } from '../../formats/der.ts';
import { Problem } from '../../problem/problem.ts';
import type { Primitives } from '../../verify/primitives.ts';

/** SubjectPublicKeyInfo of every P-256 key that names its curve, up to and with the point's 04 (uncompressed). */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const p256KeyBytes = 91;

/** Node's hash, signature check and inflate. Parsed keys, at most `maxKeys`, are kept by content: parsing one costs as much as a verification. */
export function makeNodePrimitives(maxKeys = 1024): Primitives {
  const findKey = makeKeyCache(maxKeys);
  return {
    hash: (data) => hash('sha256', data, 'buffer'),
    verifySignature({ publicKey, signature, data }) {
      try {
        const key = findKey(publicKey);
        return key !== undefined && verify('sha256', data, key, toDerSignature(signature));
      } catch {
        return false;
      }
    },
    inflate,
  };
}

/** Keys by their content, the longest kept leaving first; nothing for a key of another suite. */
function makeKeyCache(maxKeys: number): (publicKey: Uint8Array) => KeyObject | undefined {
  const keys = new Map<string, KeyObject>();
  return (publicKey) => {
    const content = toBuffer(publicKey);
    const name = content.toString('latin1');
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (!isP256Key(content)) return undefined;
    const key = createPublicKey({ key: content, format: 'der', type: 'spki' });
    const [oldest] = keys.size >= maxKeys ? keys.keys() : [];
    if (oldest !== undefined) keys.delete(oldest);
    keys.set(name, key);
    return key;
  };
}

function isP256Key(content: Buffer): boolean {
  const prefix = content.subarray(0, p256Prefix.length);
  return content.length === p256KeyBytes && prefix.equals(p256Prefix);
}

/** The same bytes as a Buffer, not copied. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Node stops at the end of the stream and passes over what follows, so the octets it took are counted. */
function inflate(data: Uint8Array, maxBytes: number): Uint8Array {
  const { buffer, engine } = inflateWithin(data, maxBytes);
  if (engine.bytesWritten !== data.length) {
    throw new Problem('malformed', { reason: 'inflate-trailing' });
  }
  return buffer;
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflateWithin(data: Uint8Array, maxBytes: number): Inflated {
  try {
    const inflated: unknown = inflateSync(data, { maxOutputLength: maxBytes, info: true });
    return inflated as Inflated;
  } catch (error) {
    const tooLong =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Problem('malformed', { reason: tooLong ? 'inflate-too-long' : 'inflate-stream' });
  }
}
