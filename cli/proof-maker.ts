import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** Makes DPoP proofs with one key, and knows the nonce that each service wants in them. */
export interface ProofMaker {
  /** A proof for one request, good for once. @see RFC 9449 section 4 */
  prove(method: string, url: string, accessToken?: string): Promise<string>;
  /** Remembers the nonce that came with an answer, where one did. */
  learn(url: string, headers: Headers): void;
}

export interface ProofMakerOptions {
  /** A private P-256 JWK; a new key that nobody else ever sees unless given. */
  readonly privateKey?: JWK;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

async function makeKey(given: JWK | undefined): Promise<JWK> {
  if (given) return given;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

export function makeProofMaker({ privateKey, now = Date.now }: ProofMakerOptions = {}): ProofMaker {
  const nonces = new Map<string, string>();
  let key: Promise<JWK> | undefined;
  return {
    async prove(method, url, accessToken) {
      key ??= makeKey(privateKey);
      const own = await key;
      const { origin, pathname } = new URL(url);
      const nonce = nonces.get(origin);
      const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
      const claims = { htm: method, htu: `${origin}${pathname}`, jti: randomUUID() };
      const { kty = '', crv = '', x = '', y = '' } = own;
      return new SignJWT({ ...claims, ...(nonce && { nonce }), ...(ath && { ath }) })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })
        .setIssuedAt(Math.floor(now() / 1000))
        .sign(await importJWK(own, 'ES256'));
    },
    learn(url, headers) {
      const nonce = headers.get('dpop-nonce');
      if (nonce) nonces.set(new URL(url).origin, nonce);
    },
  };
}
