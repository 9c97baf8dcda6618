import type { KeyObject } from 'node:crypto';
import { toDerSignature } from '../../formats/der.ts';
import { Problem } from '../../problem/problem.ts';
import type { Primitives } from '../../verify/primitives.ts';

/** Node's own modules, when they are first needed: loading them is a fifth of a Node start. */
let cryptoModule: typeof import('node:crypto') | undefined;
const nodeCrypto = () => {
  cryptoModule ??= process.getBuiltinModule('node:crypto');
  return cryptoModule;
};

/** SubjectPublicKeyInfo of every P-256 key that names its curve, up to and with the point's 04 (uncompressed). */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const p256KeyBytes = 91;
/** Longest ECDSA-Sig-Value of a P-256 signature. */
const maxSignatureBytes = 72;

/** Longer texts get bytes of their own. */
const scratchTextBytes = 16_384;

/** Node's hash, signature check and inflate. Parsed keys, at most `maxKeys`, are kept by content: parsing one costs a fifth of a verification. */
export function makeNodePrimitives(maxKeys = 1024): Primitives {
  const findKey = makeKeyCache(maxKeys);
  const toBytes = makeToBytes();
  // Written and read within one call: a typed array of its own for each signature costs more than filling it.
  const der = Buffer.alloc(maxSignatureBytes);
  return {
    hash: (data) => nodeCrypto().hash('sha256', data, 'buffer'),
    digest: (data) => nodeCrypto().hash('sha256', data, 'base64url'),
    verifySignature({ publicKey, signature, data }) {
      try {
        const key = findKey(publicKey);
        if (key === undefined) return false;
        return nodeCrypto().verify('sha256', toBytes(data), key, toDerSignature(signature, der));
      } catch {
        return false;
      }
    },
    inflate,
  };
}

/** A text's UTF-8, good until the next is asked for. */
function makeToBytes(): (data: Uint8Array | string) => Uint8Array {
  const scratch = Buffer.alloc(scratchTextBytes);
  return (data) => {
    if (typeof data !== 'string') return data;
    if (data.length * 3 > scratch.length) return Buffer.from(data, 'utf8');
    return scratch.subarray(0, scratch.write(data, 'utf8'));
  };
}

/** A parsed key, and the octets it was parsed from. */
interface KnownKey {
  readonly content: Buffer;
  readonly key: KeyObject;
}

/**
 * Keys by their content, the longest kept leaving first; nothing for a key of another suite. A chain gives the
 * same object for its key every time: then only its octets, which may have changed, are compared.
 */
function makeKeyCache(maxKeys: number): (publicKey: Uint8Array) => KeyObject | undefined {
  const keys = new Map<string, KnownKey>();
  const byObject = new WeakMap<Uint8Array, KnownKey>();

  const findByContent = (content: Buffer): KnownKey | undefined => {
    const name = content.toString('latin1');
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (!isP256Key(content)) return undefined;
    const [oldest] = keys.size >= maxKeys ? keys.keys() : [];
    if (oldest !== undefined) keys.delete(oldest);
    const made = { content: Buffer.from(content), key: parseKey(content) };
    keys.set(name, made);
    return made;
  };

  return (publicKey) => {
    const known = byObject.get(publicKey);
    if (known?.content.equals(publicKey)) return known.key;
    const found = findByContent(toBuffer(publicKey));
    if (found !== undefined) byObject.set(publicKey, found);
    return found?.key;
  };
}

/** OpenSSL's way from PEM is twice as fast as the one from DER; both refuse a point that is not on the curve. */
function parseKey(content: Buffer): KeyObject {
  const encoded = content.toString('base64');
  return nodeCrypto().createPublicKey(
    `-----BEGIN PUBLIC KEY-----\n${encoded}\n-----END PUBLIC KEY-----\n`,
  );
}

function isP256Key(content: Buffer): boolean {
  const prefix = content.subarray(0, p256Prefix.length);
  return content.length === p256KeyBytes && prefix.equals(p256Prefix);
}

/** The same bytes as a Buffer, not copied. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A status list of ours, and room for the stream to end: in one piece it takes half the time of four. */
const inflateBytes = 65_536 + 64;

/** Node stops at the end of the stream and passes over what follows, so the octets it took are counted. */
export function inflate(data: Uint8Array, maxBytes: number): Uint8Array {
  const { buffer, engine } = inflateWithin(data, maxBytes);
  if (engine.bytesWritten !== data.length) {
    throw new Problem('malformed', { reason: 'inflate-trailing' });
  }
  // what is small does not hold on to the whole piece
  return buffer.length * 2 < inflateBytes ? Buffer.from(buffer) : buffer;
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflateWithin(data: Uint8Array, maxBytes: number): Inflated {
  try {
    const inflated: unknown = process
      .getBuiltinModule('node:zlib')
      .inflateSync(data, { maxOutputLength: maxBytes, chunkSize: inflateBytes, info: true });
    return inflated as Inflated;
  } catch (error) {
    const tooLong =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Problem('malformed', { reason: tooLong ? 'inflate-too-long' : 'inflate-stream' });
  }
}
