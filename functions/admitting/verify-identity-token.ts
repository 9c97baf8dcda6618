import type { IdentityClaims } from '../../shared/domain/holder-identity.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { IdentityKeys } from '../../shared/ports/identity-keys.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** Which claims name what a province's staff may do. */
export interface StaffClaims {
  readonly clients: string;
  readonly roles: string;
  /** By role, scopes of a client that whoever has it may use. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  /** Pairs of roles that no person may have together. */
  readonly apart: readonly (readonly [string, string])[];
  /** Roles with which a person may act for one client only. */
  readonly ofOneClient: readonly string[];
}

/** What a token of the identity provider has to be. */
export interface IdentityExpectations {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly levels: readonly string[];
  readonly claims: IdentityClaims;
  readonly staff: StaffClaims;
}

export interface VerifyIdentityTokenPorts {
  readonly keys: IdentityKeys;
  readonly clock: Clock;
  readonly provider: IdentityExpectations;
}

/** What a token that is in force says. */
export interface VerifiedIdentity {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Of the key that it is bound to, where it is bound to one. @see RFC 9449 section 6.1 */
  readonly thumbprint?: string;
}

/** @throws Problem `unauthenticated` with reason `identity-…`, `service-unavailable` */
export type VerifyIdentityToken = (text: string) => Promise<VerifiedIdentity>;

/** What the provider's clock may be ahead of ours, or behind. */
const skewSeconds = 60;
/** A token that opens doors for longer was not meant for us. */
const maxLifeSeconds = 3600;
const maxLength = 8192;

/** Why a token of the identity provider opens nothing. */
export const refuseIdentity = (reason: string) =>
  new Problem('unauthenticated', { reason: `identity-${reason}` });

/** What the library calls a fault, and we. */
const reasons: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'expired',
  ERR_JWKS_NO_MATCHING_KEY: 'key',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'key',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
};
const claimReasons: Readonly<Record<string, string>> = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'not-yet',
  iat: 'not-yet',
  typ: 'type',
};

function toRefusal(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error) || !('code' in error)) return error;
  const claim = 'claim' in error ? claimReasons[String(error.claim)] : undefined;
  return refuseIdentity(reasons[String(error.code)] ?? claim ?? 'form');
}

function checkTimes({ iat, exp }: { iat?: number; exp?: number }, nowSeconds: number): void {
  if (iat === undefined || exp === undefined) throw refuseIdentity('claims');
  if (iat > nowSeconds + skewSeconds) throw refuseIdentity('not-yet');
  if (exp - iat > maxLifeSeconds) throw refuseIdentity('life');
}

function findThumbprint(cnf: unknown): string | undefined {
  if (cnf === undefined) return undefined;
  const { jkt } = Object(cnf) as { jkt?: unknown };
  if (typeof jkt !== 'string') throw refuseIdentity('binding');
  return jkt;
}

/**
 * Verifies an access token of the identity provider: its signature by a key that the provider publishes
 * now, issuer, audience, times with a minute's skew either way, and the level of the login.
 * @see RFC 9068 section 4, RFC 9470
 */
export function makeVerifyIdentityToken(ports: VerifyIdentityTokenPorts): VerifyIdentityToken {
  const { keys, clock, provider } = ports;
  const verify = async (text: string) => {
    // not before it is needed: most requests come with tokens of our own
    const { createLocalJWKSet, jwtVerify } = await import('jose');
    const findKey: Parameters<typeof jwtVerify>[1] = async (header, token) => {
      const found = await keys.findKeys(header.kid ?? '');
      return createLocalJWKSet({ keys: found as { kty: string }[] })(header, token);
    };
    return jwtVerify(text, findKey, {
      ...{ issuer: provider.issuer, audience: provider.audience, typ: 'at+jwt' },
      ...{ algorithms: [...provider.algorithms], clockTolerance: skewSeconds },
      ...{ currentDate: new Date(clock.now()), requiredClaims: ['sub'] },
    });
  };
  return async (text) => {
    if (text.length > maxLength) throw refuseIdentity('form');
    const { payload } = await verify(text).catch((error: unknown) => {
      throw toRefusal(error);
    });
    checkTimes(payload, clock.now() / 1000);
    if (!provider.levels.includes(String(payload['acr']))) throw refuseIdentity('level');
    const thumbprint = findThumbprint(payload['cnf']);
    return { claims: payload, ...(thumbprint === undefined ? {} : { thumbprint }) };
  };
}
