import { Problem } from '../problem/problem.ts';
import { takeBytes } from './base64url.ts';
import { type CborMap, CborTag, type CborValue, majorTypes, toCbor } from './cbor.ts';
import { readCbor } from './cbor-reader.ts';

/** @see RFC 9052 section 2: COSE_Sign1 */
const sign1Tag = 18;
/** @see RFC 9052 section 3.1, RFC 9360 section 2 */
const headerLabels = { alg: 1, x5t: 34 } as const;
/** @see RFC 9053 section 2.1 */
const es256 = -7;
/** SHA-256 cut to 64 bits, to find by and never to trust. @see RFC 9054 section 2.1 */
const sha256Short = -15;
const signatureBytes = 64;
const context = 'Signature1';
const empty = new Uint8Array();

/** First bytes of the SHA-256 of a certificate that name it in a header. */
export const certificateHashBytes = 8;

/** A COSE_Sign1, taken apart; its signature is not checked yet. */
export interface Sign1 {
  /** First 8 bytes of the SHA-256 of the signer's certificate. */
  readonly certificateHash: Uint8Array;
  readonly payload: Uint8Array;
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array;
  /** The Sig_structure: what is signed. */
  readonly signingInput: Uint8Array;
}

const refuse = (reason: string) => new Problem('malformed', { reason });

/** Protected headers by the hash that they hold, which is one object for one seal. */
const headers = new WeakMap<Uint8Array, Uint8Array>();

function findHeader(certificateHash: Uint8Array): Uint8Array {
  const known = headers.get(certificateHash);
  if (known !== undefined) return known;
  const header: CborMap = new Map<number, CborValue>([
    [headerLabels.alg, es256],
    [headerLabels.x5t, [sha256Short, certificateHash]],
  ]);
  const encoded = toCbor(header);
  headers.set(certificateHash, encoded);
  return encoded;
}

/**
 * The bytes to be signed: they hold header and payload, so that nothing else need be kept.
 * @param certificateHash first 8 bytes of the SHA-256 of the signer's certificate (DER); an array given
 *   before is taken to hold what it held then
 * @see RFC 9052 section 4.4
 */
export function toSign1Input(certificateHash: Uint8Array, payload: Uint8Array): Uint8Array {
  return toCbor([context, findHeader(certificateHash), empty, payload]);
}

function readParts(bytes: Uint8Array): readonly CborValue[] {
  const tagged = readCbor(bytes);
  if (!(tagged instanceof CborTag) || tagged.tag !== sign1Tag) throw refuse('cose-tag');
  if (!Array.isArray(tagged.value) || tagged.value.length !== 4) throw refuse('cose-shape');
  return tagged.value;
}

/** A protected header of ours, up to the hash that ends it: in the one encoding there is, none looks otherwise. */
const headerBegin = findHeader(new Uint8Array(certificateHashBytes)).slice(
  0,
  -certificateHashBytes,
);

function readHash(header: Uint8Array): Uint8Array {
  if (header.length === headerBegin.length + certificateHashBytes && beginsAsOurs(header)) {
    return header.subarray(headerBegin.length);
  }
  return refuseHeader(readCbor(header));
}

function beginsAsOurs(header: Uint8Array): boolean {
  for (let at = 0; at < headerBegin.length; at += 1) {
    if (header[at] !== headerBegin[at]) return false;
  }
  return true;
}

/** What is wrong with any other header. */
function refuseHeader(header: CborValue): never {
  if (!(header instanceof Map) || header.size !== 2) throw refuse('cose-header');
  if (header.get(headerLabels.alg) !== es256) throw refuse('cose-alg');
  throw refuse('cose-x5t');
}

/**
 * The strict gate for COSE_Sign1: tagged, deterministic CBOR throughout, a protected header of exactly
 * `alg` ES256 and `x5t`, and nothing at all in the header that no signature covers. It looks at no key.
 * @throws Problem `malformed`: `cose-tag`, `cose-shape`, `cose-header`, `cose-alg`, `cose-x5t`,
 *   `cose-unprotected`, `cose-signature`, or those of `readCbor`
 * @see RFC 9052 sections 3 and 4.2
 */
export function readSign1(bytes: Uint8Array): Sign1 {
  const [header, unprotectedHeader, payload, signature] = readParts(bytes);
  if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array)) {
    throw refuse('cose-shape');
  }
  if (!(unprotectedHeader instanceof Map)) throw refuse('cose-shape');
  if (unprotectedHeader.size > 0) throw refuse('cose-unprotected');
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    throw refuse('cose-signature');
  }
  const certificateHash = readHash(header);
  return { certificateHash, payload, signature, signingInput: toSigned(bytes, header) };
}

/** Array of four, `Signature1`. */
const signedPrefix = toCbor([context, empty, empty, empty]).subarray(0, 12);
/** Tag 18, array of four. */
const taggedPrefix = toCbor(new CborTag(sign1Tag, [0, 0, 0, 0])).subarray(0, 2);
/** The head of a signature. */
const signatureHead = toCbor(new Uint8Array(signatureBytes)).subarray(0, 2);
const emptyMap = majorTypes.map << 5;
const emptyBytes = majorTypes.bytes << 5;

/**
 * `toSign1Input` for what was read: in the one encoding there is, header and payload stand in both
 * structures alike, with the empty map between them where the other has empty bytes.
 */
function toSigned(bytes: Uint8Array, header: Uint8Array): Uint8Array {
  const behind = signatureHead.length + signatureBytes;
  const body = bytes.subarray(taggedPrefix.length, bytes.length - behind);
  const signed = takeBytes(signedPrefix.length + body.length);
  signed.set(signedPrefix);
  signed.set(body, signedPrefix.length);
  const between = header.byteOffset + header.length - body.byteOffset;
  signed[signedPrefix.length + between] = emptyBytes;
  return signed;
}

/** How many bytes the signed object has, from how many are signed. */
export const sign1Length = (signingInputBytes: number): number =>
  signingInputBytes -
  signedPrefix.length +
  taggedPrefix.length +
  signatureHead.length +
  signatureBytes;

/** Where the protected header ends, of fewer than 24 bytes as ours is; nothing for another. */
function findHeaderEnd(signingInput: Uint8Array): number | undefined {
  const head = signingInput[signedPrefix.length] ?? 0;
  const headerBytes = head - emptyBytes;
  if (headerBytes < 1 || headerBytes > 23) return undefined;
  const end = signedPrefix.length + 1 + headerBytes;
  return signingInput[end] === emptyBytes ? end : undefined;
}

/**
 * The signed object: the reverse of `toSigned`.
 * @param signingInput made by `toSign1Input`
 * @param signature r‖s, 64 bytes
 */
export function assembleSign1(signingInput: Uint8Array, signature: Uint8Array): Uint8Array {
  if (signature.length !== signatureBytes) throw new Error('an ES256 signature has 64 bytes');
  const headerEnd = findHeaderEnd(signingInput);
  if (headerEnd === undefined) throw new Error('a signing input of ours has another header');
  const shift = taggedPrefix.length - signedPrefix.length;
  const bytes = new Uint8Array(sign1Length(signingInput.length));
  bytes.set(signingInput.subarray(signedPrefix.length), taggedPrefix.length);
  bytes.set(taggedPrefix);
  bytes[headerEnd + shift] = emptyMap;
  bytes.set(signatureHead, bytes.length - signatureBytes - signatureHead.length);
  bytes.set(signature, bytes.length - signatureBytes);
  return bytes;
}
