import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A part of a JWS: bytes and text as they stand, anything else as JSON. */
export type HostilePart = Uint8Array | string | object;

export const hostileKey: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

export function toHostilePart(part: HostilePart): string {
  const isRaw = typeof part === 'string' || part instanceof Uint8Array;
  return Buffer.from(isRaw ? part : JSON.stringify(part)).toString('base64url');
}

/** A compact JWS with a right signature over whatever its parts are. */
export function signHostileJws(header: HostilePart, payload: HostilePart): string {
  const signingInput = `${toHostilePart(header)}.${toHostilePart(payload)}`;
  const key = { key: hostileKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${signingInput}.${sign('sha256', Buffer.from(signingInput), key).toString('base64url')}`;
}
