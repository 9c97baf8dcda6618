import { createHash } from 'node:crypto';

/** @see RFC 9068 section 2.1 */
export const accessTokenType = 'at+jwt';

/** How long a token opens doors, unless it or its client is revoked before. */
export const accessTokenSeconds = 600;

/** The `kid` of tokens: a digest of the key's id in KMS, which stays ours to know. */
export function toTokenKeyId(keyId: string): string {
  return createHash('sha256').update(keyId).digest('base64url').slice(0, 22);
}
