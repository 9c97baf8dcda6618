import { scopes as allScopes, type Scope } from '../../shared/domain/client.ts';
import type { ClientId, DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import type { LicenceRight } from '../../shared/domain/licence-rights.ts';
import { readJws, readTimes } from '../../shared/formats/jws.ts';
import { isJsonObject, type JsonObject } from '../../shared/formats/strict-json.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { PublicKeys } from '../../shared/ports/public-keys.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Primitives } from '../../shared/verify/primitives.ts';
import { accessTokenSeconds, accessTokenType, toTokenKeyId } from './access-token.ts';
import { readGrantedDetails } from './granted-details.ts';

export interface ReadAccessTokenPorts {
  readonly publicKeys: PublicKeys;
  readonly primitives: Pick<Primitives, 'verifySignature'>;
  readonly clock: Clock;
  /** KMS key of access tokens. */
  readonly tokenKey: string;
  readonly provinceUrl: string;
}

/** A token of ours that is in force, unless it was given up. */
export interface AccessToken {
  readonly clientId: ClientId;
  readonly department?: DepartmentCode;
  readonly scopes: readonly Scope[];
  readonly licenceRights?: readonly LicenceRight[];
  readonly jti: string;
  readonly expiresAt: Moment;
  /** Of the key that it is bound to. @see RFC 9449 section 6.1 */
  readonly thumbprint: string;
}

/** @throws Problem `unauthenticated` */
export type ReadAccessToken = (text: string) => Promise<AccessToken>;

const expected = { typ: accessTokenType, maxBytes: 8192 };
const futureSkewSeconds = 10;

const refuse = (reason: string) => new Problem('unauthenticated', { reason });

function readExpiry(payload: JsonObject, now: Moment): Moment {
  const { issuedAtSeconds, expiresAtSeconds } = readTimes(payload, ['iat', 'exp']);
  const nowSeconds = now / 1000;
  if (expiresAtSeconds <= nowSeconds) throw refuse('token-expired');
  if (issuedAtSeconds > nowSeconds + futureSkewSeconds) throw refuse('token-iat');
  if (expiresAtSeconds - issuedAtSeconds > accessTokenSeconds) throw refuse('token-life');
  return (expiresAtSeconds * 1000) as Moment;
}

function readText(payload: JsonObject, name: string): string {
  const value = payload[name];
  if (typeof value !== 'string') throw refuse('token-claims');
  return value;
}

function readThumbprint({ cnf }: JsonObject): string {
  if (cnf === undefined || !isJsonObject(cnf)) throw refuse('token-unbound');
  return readText(cnf, 'jkt');
}

/** The token is ours, whole and signed by now: what it says is what we wrote. */
function toAccessToken(payload: JsonObject, expiresAt: Moment): AccessToken {
  const { department, authorization_details } = payload;
  const scopes = readText(payload, 'scope').split(' ');
  return {
    clientId: readText(payload, 'client_id') as ClientId,
    ...(typeof department === 'string' ? { department: department as DepartmentCode } : {}),
    scopes: allScopes.filter((one) => scopes.includes(one)),
    ...(authorization_details === undefined
      ? {}
      : { licenceRights: readGrantedDetails(authorization_details) }),
    jti: readText(payload, 'jti'),
    expiresAt,
    thumbprint: readThumbprint(payload),
  };
}

/** A key in KMS never changes, so its public half is asked for once; a failure is not kept. */
function makeKeyFinder({ publicKeys, tokenKey }: ReadAccessTokenPorts) {
  let known: Promise<Uint8Array> | undefined;
  return () => {
    known ??= publicKeys.publicKeyOf(tokenKey).catch((error: unknown) => {
      known = undefined;
      if (!(error instanceof Problem)) throw error;
      throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
    });
    return known;
  };
}

/** A token that is not well formed is no token. */
function refuseMalformed(error: unknown): never {
  if (!(error instanceof Problem) || error.code !== 'malformed') throw error;
  throw refuse(error.details.reason ?? 'token-form');
}

/**
 * Reads an access token: ours by type, key, signature, issuer and audience, and in force.
 * @see RFC 9068 section 4
 */
export function makeReadAccessToken(ports: ReadAccessTokenPorts): ReadAccessToken {
  const { clock, primitives, provinceUrl, tokenKey } = ports;
  const findKey = makeKeyFinder(ports);
  const read = async (text: string) => {
    const { header, payload, signature, signingInput } = readJws(text, expected);
    if (header.kid !== toTokenKeyId(tokenKey)) throw refuse('token-kid');
    const publicKey = await findKey();
    const signed = { suite: 'ES256', publicKey, signature, data: signingInput } as const;
    if (!(await primitives.verifySignature(signed))) throw refuse('token-signature');
    if (payload['iss'] !== provinceUrl) throw refuse('token-iss');
    if (payload['aud'] !== provinceUrl) throw refuse('token-aud');
    return toAccessToken(payload, readExpiry(payload, clock.now()));
  };
  return (text) => read(text).catch(refuseMalformed);
}
