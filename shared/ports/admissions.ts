import type { ClientId, Moment } from '../domain/ids.ts';

/** One use of a client assertion. */
export interface AssertionUse {
  readonly client: ClientId;
  /** SHA-256 of the assertion's `jti`, unpadded base64url. */
  readonly jtiDigest: string;
  /** From when on the assertion is refused as expired, so that its use may be forgotten. */
  readonly expiresAt: Moment;
}

/**
 * Which client assertions were used. Durable once resolved, consistent. Trusted: whoever could delete
 * from it could use an assertion that was overheard again, for five minutes.
 */
export interface Admissions {
  /** `used` when the client used this `jti` before and the use is not forgotten; repeating a lost call of one's own is `new`. */
  spend(use: AssertionUse): Promise<'new' | 'used'>;
}
