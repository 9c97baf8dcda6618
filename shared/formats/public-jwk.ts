import { Problem } from '../problem/problem.ts';
import { readBase64url } from './base64url.ts';
import { isJsonObject, type JsonValue } from './strict-json.ts';

/** A public P-256 key as a sender carries it along: 32-byte coordinates, canonical base64url. */
export interface PublicJwk {
  readonly x: string;
  readonly y: string;
}

const coordinateBytes = 32;
/** What may stand beside the point. `d` above all may not: whoever sends it has given the key away. */
const memberNames: ReadonlySet<string> = new Set(['kty', 'crv', 'x', 'y', 'alg', 'use', 'kid']);
/** SubjectPublicKeyInfo of a P-256 key up to and with the point's 04 (uncompressed). */
const spkiPrefix = readBase64url('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE');

function readCoordinate(value: JsonValue | undefined): string {
  if (typeof value !== 'string' || readBase64url(value).length !== coordinateBytes) {
    throw new Problem('malformed', { reason: 'jwk-point' });
  }
  return value;
}

/**
 * Reads a public P-256 JWK. Whether the point lies on the curve shows when a signature is checked.
 * @throws Problem `malformed` (`jwk-form`, `jwk-member`, `jwk-point`, `base64url`)
 * @see RFC 7517, RFC 7518 section 6.2
 */
export function readPublicJwk(value: JsonValue | undefined): PublicJwk {
  if (!isJsonObject(value) || value['kty'] !== 'EC' || value['crv'] !== 'P-256') {
    throw new Problem('malformed', { reason: 'jwk-form' });
  }
  if (!Object.keys(value).every((name) => memberNames.has(name))) {
    throw new Problem('malformed', { reason: 'jwk-member' });
  }
  return { x: readCoordinate(value['x']), y: readCoordinate(value['y']) };
}

/** SubjectPublicKeyInfo, DER. */
export function toSpki({ x, y }: PublicJwk): Uint8Array {
  return new Uint8Array([...spkiPrefix, ...readBase64url(x), ...readBase64url(y)]);
}

/**
 * The text whose SHA-256 is the key's thumbprint.
 * @see RFC 7638 section 3
 */
export function toThumbprintText({ x, y }: PublicJwk): string {
  return JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
}
