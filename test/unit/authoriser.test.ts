import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { toTokenKeyId } from '../../functions/admitting/access-token.ts';
import { makeAuthoriseRequest } from '../../functions/admitting/authorise-request/authorise-request.ts';
import { makeAuthoriseRequestHandler } from '../../functions/admitting/authorise-request/handler.ts';
import { makeRefuseRequestHandler } from '../../functions/admitting/refuse-request/handler.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import { scopes as allScopes, type Scope } from '../../shared/domain/client.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock, shenyang } from '../build/callers.ts';
import { makeTestKey, makeTestSigningKeys, signJws } from '../build/jwk.ts';

const provinceUrl = 'http://127.0.0.1:2100';
const tokenKey = makeTestKey();
const clock = makeTestClock();
const silent = { note: () => undefined, alert: () => undefined };
const nowSeconds = clock.now() / 1000;
const header = { alg: 'ES256', typ: 'at+jwt', kid: toTokenKeyId('token-key') };
const claims = {
  iss: provinceUrl,
  aud: provinceUrl,
  sub: 'shenyang-licensing',
  client_id: 'shenyang-licensing',
  iat: nowSeconds,
  exp: nowSeconds + 600,
  jti: 'token-1',
  scope: 'licences:issue',
  department: shenyang,
};

function makeAuthoriser() {
  const authorise = makeAuthoriseRequest({
    publicKeys: makeTestSigningKeys(tokenKey),
    primitives: makeNodePrimitives(),
    clock,
    tokenKey: 'token-key',
    provinceUrl,
  });
  return makeAuthoriseRequestHandler(authorise, silent);
}

const authoriser = makeAuthoriser();

/** What API Gateway would do: let in, 401 or 403. */
async function admit(routeKey: string, authorization?: string): Promise<number | object> {
  const event = {
    routeKey,
    headers: authorization === undefined ? {} : { authorization },
    requestContext: { requestId: 'request-1' },
  } as unknown as APIGatewayRequestAuthorizerEventV2;
  try {
    const { isAuthorized, context } = await authoriser(event);
    return isAuthorized ? (context ?? {}) : 403;
  } catch (error) {
    if (error instanceof Error && error.message === 'Unauthorized') return 401;
    throw error;
  }
}

const bearer = (changes: object = {}, headerChanges: object = {}, key = tokenKey) =>
  `Bearer ${signJws({ ...header, ...headerChanges }, { ...claims, ...changes }, key.privateKey)}`;

const keyOf = (route: Route) => `${route.method} ${route.path}`;

describe('the authoriser', () => {
  it('lets a token in where the route asks for its scope, and says who calls', async () => {
    expect(await admit('POST /v1/licences', bearer())).toEqual({
      clientId: 'shenyang-licensing',
      department: shenyang,
      scopes: 'licences:issue',
    });
  });

  it('opens each route for the scopes in its row and for no other', async () => {
    let cells = 0;
    for (const route of routes as readonly Route[]) {
      for (const scope of allScopes) {
        const admission = await admit(keyOf(route), bearer({ scope }));
        const opens = route.access !== 'public' && route.access.includes(scope as Scope);
        expect([keyOf(route), scope, admission !== 403]).toEqual([keyOf(route), scope, opens]);
        cells += 1;
      }
    }
    expect(cells).toBe(routes.length * allScopes.length);
  });

  it.each(['POST /v1/nothing', '$default', '', 'POST /v1/licences/', 'post /v1/licences'])(
    'denies by default: %j has no row',
    async (routeKey) => {
      expect(await admit(routeKey, bearer({ scope: allScopes.join(' ') }))).toBe(403);
    },
  );

  it('knows no scope that is not in the list', async () => {
    expect(await admit('POST /v1/licences', bearer({ scope: 'licences:issue2 *' }))).toBe(403);
  });

  it.each<[string, string | undefined]>([
    ['no token', undefined],
    ['another scheme', `Basic ${bearer().slice(7)}`],
    ['no JWS', 'Bearer abc'],
    ['a token that has ended', bearer({ exp: nowSeconds })],
    ['a token without end', bearer({ exp: undefined })],
    ['a token for longer than we give', bearer({ exp: nowSeconds + 601 })],
    ['a token from the future', bearer({ iat: nowSeconds + 11 })],
    ['another province’s token', bearer({ iss: 'http://127.0.0.1:3300' })],
    ['a token for another province', bearer({ aud: 'http://127.0.0.1:3300' })],
    ['a token for several', bearer({ aud: [provinceUrl] })],
    ['a token of another type', bearer({}, { typ: 'JWT' })],
    ['a licence’s type', bearer({}, { typ: 'dc+sd-jwt' })],
    ['alg none', bearer({}, { alg: 'none' })],
    ['another kid', bearer({}, { kid: 'key-1' })],
    ['a stranger’s signature', bearer({}, {}, makeTestKey())],
    ['a padded spelling', `${bearer()}=`],
  ])('asks for a token on %s', async (_, authorization) => {
    expect(await admit('POST /v1/licences', authorization)).toBe(401);
  });

  it('asks KMS for the public key once, and again after a failure', async () => {
    const keys = makeTestSigningKeys(tokenKey);
    let asked = 0;
    const authorise = makeAuthoriseRequest({
      publicKeys: {
        publicKeyOf: (keyId) => {
          asked += 1;
          return asked === 1 ? Promise.reject(new Error('lost')) : keys.publicKeyOf(keyId);
        },
      },
      primitives: makeNodePrimitives(),
      clock,
      tokenKey: 'token-key',
      provinceUrl,
    });
    await expect(authorise('POST /v1/licences', bearer())).rejects.toThrow('lost');
    for (const _ of [1, 2, 3]) await authorise('POST /v1/licences', bearer());
    expect(asked).toBe(2);
  });
});

describe('what fits no route', () => {
  const refuse = makeRefuseRequestHandler({ log: silent });

  it('is 405 with the methods offered where the path is known', async () => {
    const result = await refuse(toApiEvent({ method: 'DELETE', path: '/v1/licences' }), {});
    expect(result).toMatchObject({ statusCode: 405, headers: { Allow: 'POST, GET' } });
    const one = await refuse(
      toApiEvent({ method: 'PUT', path: '/v1/licences/x/state-changes' }),
      {},
    );
    expect(one).toMatchObject({ statusCode: 405, headers: { Allow: 'POST' } });
  });

  it.each(['/', '/v1', '/v1/licences/', '/v1/licences/x/y/z', '/openapi'])(
    'is 404 at %s',
    async (path) => {
      const result = await refuse(toApiEvent({ method: 'GET', path }), {});
      expect(toJson(result)).toMatchObject({ status: 404, type: '/problems/not-found' });
    },
  );
});
