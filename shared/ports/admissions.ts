import type { ClientId, Moment } from '../domain/ids.ts';

/** One use of a client assertion. */
export interface AssertionUse {
  readonly client: ClientId;
  /** SHA-256 of the assertion's `jti`, unpadded base64url. */
  readonly jtiDigest: string;
  /** From when on the assertion is refused as expired, so that its use may be forgotten. */
  readonly expiresAt: Moment;
}

/** One use of a DPoP proof. */
export interface ProofUse {
  /** Thumbprint of the proof's key. */
  readonly thumbprint: string;
  /** SHA-256 of the proof's `jti`, unpadded base64url. */
  readonly jtiDigest: string;
  /** From when on the proof is refused as stale, so that its use may be forgotten. */
  readonly expiresAt: Moment;
}

/** An access token that its client gives up. */
export interface RevokedToken {
  /** The token's `jti`, which we made. */
  readonly jti: string;
  /** The token's own end, after which its revocation may be forgotten. */
  readonly expiresAt: Moment;
}

/**
 * Which assertions and proofs were used, and which tokens were given up. Durable once resolved,
 * consistent. Trusted: whoever could delete from it could use again, for the minutes of its life, an
 * assertion, proof or token that was overheard or given up.
 */
export interface Admissions {
  /** `used` when the client used this `jti` before and the use is not forgotten; repeating a lost call of one's own is `new`. */
  spend(use: AssertionUse): Promise<'new' | 'used'>;
  /** `used` when a proof of this key had this `jti` before and the use is not forgotten; repeating a lost call of one's own is `new`. */
  spendProof(use: ProofUse): Promise<'new' | 'used'>;
  /** May be repeated. */
  revokeToken(token: RevokedToken): Promise<void>;
  isTokenRevoked(jti: string): Promise<boolean>;
}
