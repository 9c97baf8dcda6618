import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { makeAuthoriseRequestHandler } from '../../functions/admitting/authorise-request/handler.ts';
import { makeReadAccessToken } from '../../functions/admitting/read-access-token.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import { scopes as allScopes, type Scope } from '../../shared/domain/client.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { provinceUrl, silent } from '../build/admitting-zone.ts';
import {
  type AskingParts,
  makeAuthoriserScene,
  proofKey,
  tokenKey,
} from '../build/authoriser-scene.ts';
import { shenyang } from '../build/callers.ts';
import { makeTestKey, makeTestSigningKeys } from '../build/jwk.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const keyOf = (route: Route) => `${route.method} ${route.path}`;
const opens = ({ access }: Route, scope: Scope) => access !== 'public' && access.includes(scope);

describe('the authoriser', () => {
  it('lets a token with its proof in where the route asks for its scope, and says who calls', async () => {
    const { admit, nonces, client } = makeAuthoriserScene();
    expect(await admit()).toEqual({
      isAuthorized: true,
      clientId: client.id,
      department: shenyang,
      scopes: 'licences:issue',
      nonce: await nonces.current(),
      rateLimit: '"client";r=5999;t=60',
      rateLimitPolicy: '"client";q=6000;w=60',
    });
  });

  it('says what the token was narrowed to', async () => {
    const { admit } = makeAuthoriserScene();
    const licence_types = [sampleTypeCodes.foodPermit];
    const detail = { type: 'yinzheng-licences', actions: ['issue'], licence_types };
    const { licenceRights } = await admit({ claims: { authorization_details: [detail] } });
    expect(JSON.parse(String(licenceRights))).toEqual([
      { actions: ['issue'], licenceTypes: licence_types },
    ]);
  });

  it('opens each route for the scopes in its row and for no other', async () => {
    const { admit } = makeAuthoriserScene();
    const isOpened = async (route: Route, scope: string) => {
      const { isAuthorized, refusal } = await admit({ claims: { scope } }, keyOf(route));
      return isAuthorized && refusal === undefined;
    };
    let opened = 0;
    for (const route of routes as readonly Route[]) {
      const named = allScopes.filter((scope) => opens(route, scope));
      for (const scope of named) {
        expect(await isOpened(route, scope), `${keyOf(route)} ${scope}`).toBe(true);
        opened += 1;
      }
      // all others at once: where one of them opened, the whole would
      const others = allScopes.filter((scope) => !named.includes(scope)).join(' ');
      expect(await isOpened(route, others), `${keyOf(route)} ${others}`).toBe(false);
    }
    expect(opened).toBeGreaterThan(routes.length / 2);
  });

  it.each(['POST /v1/nothing', '$default', '', 'POST /v1/licences/', 'post /v1/licences'])(
    'denies by default: %j has no row',
    async (routeKey) => {
      const { admit } = makeAuthoriserScene();
      const claims = { scope: allScopes.join(' ') };
      expect(await admit({ claims }, routeKey)).toEqual({ isAuthorized: false });
    },
  );

  it('knows no scope that is not in the list', async () => {
    const { refusal } = makeAuthoriserScene();
    expect(await refusal({ claims: { scope: 'licences:issue2 *' } })).toEqual([
      'forbidden',
      undefined,
    ]);
  });

  it.each<[string, AskingParts, string]>([
    ['no token', { authorization: () => undefined }, 'token-missing'],
    ['another scheme', { authorization: (token) => `Basic ${token}` }, 'token-scheme'],
    ['a plain Bearer', { authorization: (token) => `Bearer ${token}` }, 'token-scheme'],
    ['two tokens', { authorization: (token) => `DPoP ${token},DPoP ${token}` }, 'token-scheme'],
    ['no JWS', { authorization: () => 'DPoP abc' }, 'jws-parts'],
    ['a token that is not bound', { claims: { cnf: undefined } }, 'token-unbound'],
    ['a token without jti', { claims: { jti: undefined } }, 'token-claims'],
    ['a token without end', { claims: { exp: undefined } }, 'time-exp'],
    ['a token for longer than we give', { claims: { exp: 1_777_593_600 + 601 } }, 'token-life'],
    ['a token that has ended', { claims: { exp: 1_777_593_600 } }, 'token-expired'],
    ['a token from the future', { claims: { iat: 1_777_593_600 + 11 } }, 'token-iat'],
    ['another province’s token', { claims: { iss: 'http://127.0.0.1:3300' } }, 'token-iss'],
    ['a token for another province', { claims: { aud: 'http://127.0.0.1:3300' } }, 'token-aud'],
    ['a token for several', { claims: { aud: [provinceUrl] } }, 'token-aud'],
    ['a token of another type', { header: { typ: 'JWT' } }, 'jws-typ'],
    ['a licence’s type', { header: { typ: 'dc+sd-jwt' } }, 'jws-typ'],
    ['alg none', { header: { alg: 'none' } }, 'jws-alg'],
    ['another kid', { header: { kid: 'key-1' } }, 'token-kid'],
    ['a stranger’s signature', { signer: makeTestKey() }, 'token-signature'],
    ['a token of a client that is not there', { claims: { client_id: 'nobody' } }, 'token-client'],
    ['a token of another department', { claims: { department: 'x' } }, 'token-client'],
  ])('asks for a token on %s', async (_, parts, reason) => {
    expect(await makeAuthoriserScene().refusal(parts)).toEqual(['unauthenticated', reason]);
  });

  it('refuses a padded spelling of a token', async () => {
    const { refusal } = makeAuthoriserScene();
    const parts = { authorization: (token: string) => `DPoP ${token}=` };
    expect(await refusal(parts)).toEqual(['unauthenticated', 'token-scheme']);
  });

  it.each<[string, AskingParts, string]>([
    ['for another method', { proof: { method: 'GET' } }, 'proof-htm'],
    ['for another route', { proof: { url: `${provinceUrl}/v1/seals` } }, 'proof-htu'],
    ['for another province', { proof: { url: 'http://127.0.0.1:3300/v1/licences' } }, 'proof-htu'],
    ['for another token', { proof: { accessToken: 'x' } }, 'proof-ath'],
    ['for no token', { proof: { claims: { ath: undefined } } }, 'proof-ath'],
    ['that is stale', { proof: { claims: { iat: 1_777_593_540 } } }, 'proof-iat'],
    ['from the future', { proof: { claims: { iat: 1_777_593_611 } } }, 'proof-iat'],
    ['without a nonce', { proof: { claims: { nonce: undefined } } }, 'use-dpop-nonce'],
    ['with an old nonce', { proof: { nonce: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'use-dpop-nonce'],
    ['with alg none', { proof: { header: { alg: 'none' } } }, 'proof-alg'],
    ['with alg HS256', { proof: { header: { alg: 'HS256' } } }, 'proof-alg'],
    ['by another key', { prover: makeTestKey() }, 'token-binding'],
  ])('J16 refuses a proof %s', async (_, parts, reason) => {
    expect(await makeAuthoriserScene().refusal(parts)).toEqual(['unauthenticated', reason]);
  });

  it('J16 refuses a proof that shows the token’s key and is signed by another', async () => {
    const { refusal } = makeAuthoriserScene();
    const header = { jwk: proofKey.clientKey.jwk };
    const parts = { prover: makeTestKey(), proof: { header } };
    expect(await refusal(parts)).toEqual(['unauthenticated', 'proof-signature']);
  });

  it('J16 takes a proof once only, at one route only', async () => {
    const { send, makeHeaders } = makeAuthoriserScene();
    const headers = await makeHeaders('POST', '/v1/licences', {});
    const [key, path] = ['POST /v1/licences', '/v1/licences'];
    expect((await send(key, path, headers)).context).toHaveProperty('clientId');
    expect((await send(key, path, headers)).context).toMatchObject({ reason: 'proof-replayed' });
    expect((await send('POST /v1/seals', '/v1/seals', headers)).context).toMatchObject({
      reason: 'proof-htu',
    });
    expect((await send(key, path, { ...headers, dpop: undefined })).context).toMatchObject({
      reason: 'proof-missing',
    });
  });

  it('gives the nonce with every refusal', async () => {
    const { admit, nonces } = makeAuthoriserScene();
    const nonce = await nonces.current();
    expect(await admit({ proof: { claims: { nonce: undefined } } })).toMatchObject({ nonce });
    expect(await admit({ authorization: () => undefined })).toMatchObject({ nonce });
  });

  it('refuses a client from the moment that it is revoked, or loses the scope', async () => {
    const { admit, clients, client } = makeAuthoriserScene();
    expect(await admit()).toHaveProperty('clientId');
    clients.set(client.id, { ...client, scopes: ['licences:read'] });
    expect(await admit()).toMatchObject({ refusal: 'forbidden' });
    clients.set(client.id, { ...client, state: 'revoked' });
    expect(await admit()).toMatchObject({ refusal: 'unauthenticated', reason: 'token-client' });
    clients.delete(client.id);
    expect(await admit()).toMatchObject({ refusal: 'unauthenticated', reason: 'token-client' });
  });

  it('refuses a token from the moment that it is given up, and no other', async () => {
    const { admit, admissions, clock } = makeAuthoriserScene();
    await admissions.revokeToken({ jti: 'token-1', expiresAt: clock.now() });
    expect(await admit()).toMatchObject({ reason: 'token-revoked' });
    expect(await admit({ claims: { jti: 'token-2' } })).toHaveProperty('clientId');
  });

  it('lets nobody in when something breaks or cannot be reached, and says so', async () => {
    const outcomes: readonly [Error, string][] = [
      [new Error('secret'), 'internal-error'],
      [new Problem('service-unavailable', { retryAfterSeconds: 1 }), 'service-unavailable'],
    ];
    for (const [error, refusal] of outcomes) {
      const authorise = makeAuthoriseRequestHandler({
        authoriseRequest: () => Promise.reject(error),
        authoriseHolder: () => Promise.reject(error),
        nonces: { current: () => Promise.reject(error) },
        log: silent,
      });
      const answer = await authorise({
        ...{ routeKey: 'POST /v1/licences', rawPath: '/v1/licences', headers: {} },
        requestContext: { requestId: 'request-1', http: { method: 'POST' } },
      } as unknown as APIGatewayRequestAuthorizerEventV2);
      expect(answer.context).toMatchObject({ refusal });
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  it('asks KMS for the public key once, and again after a failure', async () => {
    const keys = makeTestSigningKeys(tokenKey);
    const { clock, makeHeaders } = makeAuthoriserScene();
    let asked = 0;
    const read = makeReadAccessToken({
      publicKeys: {
        publicKeyOf: (keyId) => {
          asked += 1;
          return asked === 1 ? Promise.reject(new Error('lost')) : keys.publicKeyOf(keyId);
        },
      },
      ...{ primitives: makeNodePrimitives(), clock, tokenKey: 'token-key', provinceUrl },
    });
    const { authorization = '' } = await makeHeaders('POST', '/v1/licences', {});
    const token = authorization.slice('DPoP '.length);
    await expect(read(token)).rejects.toThrow('lost');
    for (const _ of [1, 2, 3]) await read(token);
    expect(asked).toBe(2);
  });
});
