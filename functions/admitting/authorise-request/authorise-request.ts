import { routes } from '../../../shared/api/routes.ts';
import { scopes as allScopes, type Caller, type Scope } from '../../../shared/domain/client.ts';
import type { ClientId, DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import { type Jws, readJws, readTimes } from '../../../shared/formats/jws.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { PublicKeys } from '../../../shared/ports/public-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import { accessTokenSeconds, accessTokenType, toTokenKeyId } from '../access-token.ts';

export interface AuthoriseRequestPorts {
  readonly publicKeys: PublicKeys;
  readonly primitives: Pick<Primitives, 'verifySignature'>;
  readonly clock: Clock;
  readonly tokenKey: string;
  readonly provinceUrl: string;
}

/** @throws Problem `unauthenticated` without a good token, `forbidden` where it does not open this route */
export type AuthoriseRequest = (
  routeKey: string,
  authorization: string | undefined,
) => Promise<Caller>;

const maxBytes = 4096;
const futureSkewSeconds = 10;
const bearer = /^Bearer ([A-Za-z0-9._-]+)$/i;

const refuse = (reason: string) => new Problem('unauthenticated', { reason });

/** Scopes of which one is needed; none can open a route that is not in the table, or that is public. */
function scopesFor(routeKey: string): readonly Scope[] {
  const route = routes.find(({ method, path }) => `${method} ${path}` === routeKey);
  return route === undefined || route.access === 'public' ? [] : route.access;
}

function readToken(authorization: string | undefined): Jws {
  const [, token] = bearer.exec(authorization ?? '') ?? [];
  if (token === undefined) throw refuse('token-missing');
  return readJws(token, { typ: accessTokenType, maxBytes });
}

function checkTimes(payload: JsonObject, now: Moment): void {
  const { issuedAtSeconds, expiresAtSeconds } = readTimes(payload, ['iat', 'exp']);
  const nowSeconds = now / 1000;
  if (expiresAtSeconds <= nowSeconds) throw refuse('token-expired');
  if (issuedAtSeconds > nowSeconds + futureSkewSeconds) throw refuse('token-iat');
  if (expiresAtSeconds - issuedAtSeconds > accessTokenSeconds) throw refuse('token-life');
}

/** The token is ours, whole and signed by now: what it says is what we wrote. */
function toCaller(payload: JsonObject): Caller {
  const { client_id, scope, department } = payload;
  if (typeof client_id !== 'string' || typeof scope !== 'string') throw refuse('token-claims');
  const scopes = scope.split(' ');
  return {
    clientId: client_id as ClientId,
    ...(typeof department === 'string' ? { department: department as DepartmentCode } : {}),
    scopes: allScopes.filter((one) => scopes.includes(one)),
  };
}

/** A key in KMS never changes, so its public half is asked for once; a failure is not kept. */
function makeKeyFinder({ publicKeys, tokenKey }: AuthoriseRequestPorts) {
  let known: Promise<Uint8Array> | undefined;
  return () => {
    known ??= publicKeys.publicKeyOf(tokenKey).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/**
 * Says who calls, and refuses by default: the token is ours (type, key, signature, issuer, audience,
 * time), and the route's row in the table names one of its scopes.
 */
export function makeAuthoriseRequest(ports: AuthoriseRequestPorts): AuthoriseRequest {
  const { clock, primitives, provinceUrl, tokenKey } = ports;
  const findKey = makeKeyFinder(ports);
  const checkSignature = async ({ header, signature, signingInput }: Jws) => {
    if (header.kid !== toTokenKeyId(tokenKey)) throw refuse('token-kid');
    const check = {
      suite: 'ES256',
      publicKey: await findKey(),
      signature,
      data: signingInput,
    } as const;
    if (!(await primitives.verifySignature(check))) throw refuse('token-signature');
  };
  const readCaller = async (authorization: string | undefined) => {
    const token = readToken(authorization);
    await checkSignature(token);
    const { payload } = token;
    if (payload['iss'] !== provinceUrl) throw refuse('token-iss');
    if (payload['aud'] !== provinceUrl) throw refuse('token-aud');
    checkTimes(payload, clock.now());
    return toCaller(payload);
  };
  return async (routeKey, authorization) => {
    const caller = await readCaller(authorization).catch(refuseMalformed);
    if (!scopesFor(routeKey).some((scope) => caller.scopes.includes(scope))) {
      throw new Problem('forbidden');
    }
    return caller;
  };
}

/** A token that is not well formed is no token. */
function refuseMalformed(error: unknown): never {
  const malformed = error instanceof Problem && error.code === 'malformed';
  throw malformed ? refuse(error.details.reason ?? 'token-form') : error;
}
