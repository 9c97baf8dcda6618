import { createHash, randomUUID } from 'node:crypto';
import { signJws, type TestKey } from './jwk.ts';

/** What a test states about a proof; all else fits a good `POST` of now. */
export interface ProofParts {
  readonly method?: string;
  readonly url: string;
  readonly nonce: string;
  readonly nowSeconds: number;
  readonly accessToken?: string;
  /** Replace members of the payload; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Replace members of the header. */
  readonly header?: Readonly<Record<string, unknown>>;
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A DPoP proof by this key, honest unless the parts say otherwise. */
export function makeProof(key: TestKey, parts: ProofParts): string {
  const { method = 'POST', url, nonce, nowSeconds, accessToken } = parts;
  const claims = {
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: nowSeconds,
    nonce,
    ...(accessToken === undefined ? {} : { ath: digest(accessToken) }),
    ...parts.claims,
  };
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.clientKey.jwk, ...parts.header };
  return signJws(header, claims, key.privateKey);
}

/** The thumbprint of a test's key. @see RFC 7638 */
export function thumbprintOf({ clientKey }: TestKey): string {
  const { x, y } = clientKey.jwk;
  return digest(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);
}
