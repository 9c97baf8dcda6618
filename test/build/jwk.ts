import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import type { ClientKey } from '../../shared/domain/client.ts';
import type { PublicKeys } from '../../shared/ports/public-keys.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';

/** A P-256 key pair, with the public half as a client registers it. */
export interface TestKey {
  readonly privateKey: KeyObject;
  readonly clientKey: ClientKey;
}

export function makeTestKey(kid = 'key-1'): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, clientKey: { kid, jwk: { kty: 'EC', crv: 'P-256', x, y } } };
}

const toPart = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A compact JWS over any header and payload, also such as no honest signer would make (text is taken as it is). */
export function signJws(header: unknown, payload: unknown, privateKey: KeyObject): string {
  const input = `${toPart(header)}.${toPart(payload)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** One key behind the ports that KMS stands behind. */
export function makeTestSigningKeys(key: TestKey): SigningKeys & PublicKeys {
  const { d = '' } = key.privateKey.export({ format: 'jwk' });
  const secret = new Uint8Array(Buffer.from(d, 'base64url'));
  return {
    sign: async (_, digest) => p256.sign(digest, secret, { prehash: false }),
    publicKeyOf: async () => {
      const { kty, crv, x, y } = key.clientKey.jwk;
      const publicKey = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
      return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    },
  };
}
