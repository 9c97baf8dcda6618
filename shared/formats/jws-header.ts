import { Problem } from '../problem/problem.ts';
import { readBase64, readBase64url, toAsciiText } from './base64url.ts';
import { isJsonObject, type JsonValue, readStrictJson } from './strict-json.ts';

/** A protected header that passed the gate. Frozen, so that it can be shared. */
export interface JwsHeader {
  readonly alg: 'ES256';
  readonly typ: string;
  readonly kid?: string;
  /** DER certificates, the signer's first, 1 to 4. */
  readonly x5c?: readonly Uint8Array[];
}

const refuse = (reason: string) => new Problem('malformed', { reason });

const headerNames: ReadonlySet<string> = new Set(['alg', 'typ', 'kid', 'x5c']);
const maxHeaderCharacters = 24_576;
const maxKidCharacters = 128;
const maxCertificates = 4;
const maxCertificateCharacters = 16_384;

interface RememberedHeader {
  readonly text: string;
  readonly header: JwsHeader;
}

/**
 * Headers that passed: every licence under one seal has the same one, with 2 KB of certificates. Found
 * by a short piece of the text, then compared whole: a map keyed by the text would hash all of it,
 * which costs ten times the comparison.
 */
const rememberedHeaders = new Map<string, readonly RememberedHeader[]>();
const maxPieces = 128;
/** Headers with the same piece, the last that was met first: an authority's certificates may be alike so far in. */
const maxAlike = 4;

/** A quarter in, where of two certificates the signer's has its subject and key. */
const toPiece = (text: string) => text.slice(text.length >> 2, (text.length >> 2) + 64);

function findRemembered(text: string): JwsHeader | undefined {
  for (const remembered of rememberedHeaders.get(toPiece(text)) ?? []) {
    if (remembered.text === text) return remembered.header;
  }
  return undefined;
}

function remember(text: string, header: JwsHeader): void {
  const piece = toPiece(text);
  const alike = rememberedHeaders.get(piece) ?? [];
  if (alike.length === 0 && rememberedHeaders.size >= maxPieces) {
    rememberedHeaders.delete(rememberedHeaders.keys().next().value ?? '');
  }
  rememberedHeaders.set(piece, [{ text, header }, ...alike].slice(0, maxAlike));
}

/** @throws Problem `jws-x5c` unless the bytes are exactly one definite-length SEQUENCE (no trailing DER). */
function requireOneSequence(der: Uint8Array): void {
  const [tag = 0, first = 0] = der;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (tag !== 0x30 || lengthBytes > 2 || first === 0x80) throw refuse('jws-x5c');
  let length = first;
  if (lengthBytes > 0) {
    length = 0;
    for (const byte of der.subarray(2, 2 + lengthBytes)) length = length * 256 + byte;
  }
  if (der.length !== 2 + lengthBytes + length) throw refuse('jws-x5c');
}

function readCertificate(value: JsonValue): Uint8Array {
  if (typeof value !== 'string') throw refuse('jws-x5c');
  const der = readBase64(value);
  requireOneSequence(der);
  return der.slice();
}

function readCertificates(value: JsonValue): readonly Uint8Array[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > maxCertificates) {
    throw refuse('jws-x5c');
  }
  const characters = value.reduce((sum, text) => sum + String(text).length, 0);
  if (characters > maxCertificateCharacters) throw refuse('jws-x5c');
  return Object.freeze(value.map(readCertificate));
}

function readKid(value: JsonValue): string {
  if (typeof value !== 'string' || value.length < 1 || value.length > maxKidCharacters) {
    throw refuse('jws-kid');
  }
  return value;
}

/** Names outside the known set are refused by name; so are `crit`, `b64`, `jku`, `jwk`, `x5u` and `zip`, which nothing here may follow. */
function readHeader(codes: Uint8Array): JwsHeader {
  const json = readStrictJson(readBase64url(codes), {
    maxBytes: maxHeaderCharacters,
    integersOnly: true,
  });
  if (!isJsonObject(json)) throw refuse('jws-header');
  if (!Object.keys(json).every((name) => headerNames.has(name))) throw refuse('jws-header-name');
  const { alg, typ, kid, x5c } = json;
  if (alg !== 'ES256') throw refuse('jws-alg');
  if (typeof typ !== 'string') throw refuse('jws-typ');
  return Object.freeze({
    alg,
    typ,
    ...(kid === undefined ? {} : { kid: readKid(kid) }),
    ...(x5c === undefined ? {} : { x5c: readCertificates(x5c) }),
  });
}

/**
 * Reads the first part of a compact JWS, or remembers it.
 * @param text base64url
 * @param codes begin with the codes of `text`
 * @throws Problem `malformed` (`jws-header`, `jws-header-name`, `jws-alg`, `jws-typ`, `jws-kid`, `jws-x5c`, `jws-too-large`)
 * @see RFC 7515 §4
 */
export function readJwsHeader(text: string, codes: Uint8Array): JwsHeader {
  const remembered = findRemembered(text);
  if (remembered !== undefined) return remembered;
  if (text.length > maxHeaderCharacters) throw refuse('jws-too-large');
  const own = codes.subarray(0, text.length);
  const header = readHeader(own);
  // A copy of the text: a slice would keep the whole token, with the holder's data, in memory.
  remember(toAsciiText(own), header);
  return header;
}
