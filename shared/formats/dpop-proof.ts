import { Problem } from '../problem/problem.ts';
import { readAscii, readBase64url } from './base64url.ts';
import { readTimes } from './jws.ts';
import { type PublicJwk, readPublicJwk } from './public-jwk.ts';
import { isJsonObject, type JsonObject, readStrictJson } from './strict-json.ts';

/** What a DPoP proof says; its signature is not checked yet. */
export interface DpopProof {
  readonly jwk: PublicJwk;
  readonly jti: string;
  /** Method of the request that it is for. */
  readonly htm: string;
  /** Address of the request that it is for, as its maker spelt it. */
  readonly htu: string;
  readonly issuedAtSeconds: number;
  /** SHA-256 of the access token, base64url. */
  readonly ath?: string;
  readonly nonce?: string;
  /** ASCII codes of what is signed. */
  readonly signingInput: Uint8Array;
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array;
}

const maxBytes = 4096;
const maxTextLength = 2048;
const signatureBytes = 64;
const headerNames: ReadonlySet<string> = new Set(['typ', 'alg', 'jwk']);

const refuse = (reason: string) => new Problem('malformed', { reason });

/** One spelling only: canonical base64url, JSON without doubled names. */
function readPart(codes: Uint8Array): JsonObject {
  const part = readStrictJson(readBase64url(codes), { maxBytes, integersOnly: true });
  if (!isJsonObject(part)) throw refuse('proof-form');
  return part;
}

function readHeader(header: JsonObject): PublicJwk {
  if (header['typ'] !== 'dpop+jwt') throw refuse('proof-typ');
  if (header['alg'] !== 'ES256') throw refuse('proof-alg');
  if (!Object.keys(header).every((name) => headerNames.has(name))) throw refuse('proof-header');
  return readPublicJwk(header['jwk']);
}

function findText(payload: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '' || value.length > maxTextLength) {
    throw refuse(`proof-${name}`);
  }
  return value;
}

function readText(payload: JsonObject, name: string): string {
  const text = findText(payload, name);
  if (text === undefined) throw refuse(`proof-${name}`);
  return text;
}

function readSignature(codes: Uint8Array): Uint8Array {
  const signature = readBase64url(codes);
  if (signature.length !== signatureBytes) throw refuse('proof-signature');
  return signature;
}

/**
 * Reads a DPoP proof: compact JWS, ES256, its maker's public key in the header. Whether it fits the
 * request, is fresh and is signed by that key are the caller's questions.
 * @throws Problem `malformed` (`proof-form`, `proof-typ`, `proof-alg`, `proof-header`, `proof-<claim>`,
 *   `proof-signature`, and those of `readPublicJwk`, `readTimes`, `readBase64url`, `readStrictJson`)
 * @see RFC 9449 sections 4.2 and 4.3
 */
export function readDpopProof(text: string): DpopProof {
  if (text.length > maxBytes) throw refuse('proof-form');
  const codes = readAscii(text);
  const first = text.indexOf('.');
  const second = text.indexOf('.', first + 1);
  if (first < 1 || second < 0 || text.indexOf('.', second + 1) >= 0) throw refuse('proof-form');
  const jwk = readHeader(readPart(codes.subarray(0, first)));
  const payload = readPart(codes.subarray(first + 1, second));
  const ath = findText(payload, 'ath');
  const nonce = findText(payload, 'nonce');
  return {
    jwk,
    jti: readText(payload, 'jti'),
    htm: readText(payload, 'htm'),
    htu: readText(payload, 'htu'),
    issuedAtSeconds: readTimes(payload, ['iat']).issuedAtSeconds,
    ...(ath === undefined ? {} : { ath }),
    ...(nonce === undefined ? {} : { nonce }),
    signingInput: codes.subarray(0, second),
    signature: readSignature(codes.subarray(second + 1)),
  };
}
