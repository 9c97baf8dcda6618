import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'oauth4webapi';
import { PrivateKeyJwt, processClientCredentialsResponse } from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { makeIssueTokenHandler } from '../../functions/admitting/issue-token/handler.ts';
import { makeIssueToken } from '../../functions/admitting/issue-token/issue-token.ts';
import type { Client } from '../../shared/domain/client.ts';
import type { Admissions } from '../../shared/ports/admissions.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock, shenyang, toClient } from '../build/callers.ts';
import { makeTestKey, makeTestSigningKeys, signJws } from '../build/jwk.ts';

const provinceUrl = 'http://127.0.0.1:2100';
const clientKey = makeTestKey();
const strangerKey = makeTestKey();
const silent = { note: () => undefined, alert: () => undefined };

function makeAdmissions(): Admissions {
  const spent = new Set<string>();
  return {
    spend: async ({ client, jtiDigest }) => {
      const name = `${client} ${jtiDigest}`;
      if (spent.has(name)) return 'used';
      spent.add(name);
      return 'new';
    },
  };
}

function makeEndpoint(parts: Partial<Client> = {}, clock = makeTestClock()) {
  const client = toClient(clientKey, parts);
  const issueToken = makeIssueToken({
    directory: { findClient: async (id) => (id === client.id ? client : undefined) },
    admissions: makeAdmissions(),
    signingKeys: makeTestSigningKeys(makeTestKey()),
    clock,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    tokenKey: 'token-key',
    provinceUrl,
  });
  const handler = makeIssueTokenHandler(issueToken, { provinceUrl, log: silent });
  const nowSeconds = clock.now() / 1000;
  const claims = {
    iss: client.id,
    sub: client.id,
    aud: provinceUrl,
    jti: 'once-1',
    iat: nowSeconds,
    exp: nowSeconds + 60,
  };
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const contentType = { 'content-type': 'application/x-www-form-urlencoded' };
    return handler(
      toApiEvent({ path: '/oauth/token', headers: { ...contentType, ...headers }, body }),
      {},
    );
  };
  const ask = (assertion: string, fields: Readonly<Record<string, string>> = {}) =>
    post(
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        ...fields,
      }).toString(),
    );
  return { ask, post, claims, handler, nowSeconds };
}

const header = { alg: 'ES256', kid: 'key-1' };

describe('the token endpoint', () => {
  it('mints a token for a client that proves its key, with all that was granted', async () => {
    const { ask, claims, nowSeconds } = makeEndpoint();
    const result = await ask(signJws(header, claims, clientKey.privateKey));
    const body = toJson<{ access_token: string }>(result);
    expect(result).toMatchObject({ statusCode: 200, headers: { 'Cache-Control': 'no-store' } });
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'licences:issue licences:read',
    });
    expect(decodeProtectedHeader(body.access_token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(decodeJwt(body.access_token)).toMatchObject({
      iss: provinceUrl,
      aud: provinceUrl,
      sub: claims.iss,
      client_id: claims.iss,
      iat: nowSeconds,
      exp: nowSeconds + 600,
      scope: 'licences:issue licences:read',
      department: shenyang,
    });
  });

  it('narrows to the scope asked for, and refuses to widen it', async () => {
    const { ask, claims } = makeEndpoint();
    const narrow = await ask(signJws(header, claims, clientKey.privateKey), {
      scope: 'licences:read',
    });
    expect(toJson(narrow)).toMatchObject({ scope: 'licences:read' });
    const again = { ...claims, jti: 'once-2' };
    const wide = await ask(signJws(header, again, clientKey.privateKey), {
      scope: 'licences:read seals:make',
    });
    expect([wide.statusCode, toJson(wide)['error']]).toEqual([400, 'invalid_scope']);
  });

  it('J16 takes an assertion once only', async () => {
    const { ask, claims } = makeEndpoint();
    const assertion = signJws(header, claims, clientKey.privateKey);
    expect((await ask(assertion)).statusCode).toBe(200);
    const again = await ask(assertion);
    expect([again.statusCode, toJson(again)['error']]).toEqual([401, 'invalid_client']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['for another province', { aud: 'http://127.0.0.1:3300' }],
    ['for the token endpoint', { aud: `${provinceUrl}/oauth/token` }],
    ['for several', { aud: [provinceUrl] }],
    ['about somebody else', { sub: 'other-client' }],
    ['of an unknown client', { iss: 'other-client', sub: 'other-client' }],
    ['of a client that is no id', { iss: '../x', sub: '../x' }],
    ['without jti', { jti: undefined }],
    ['with a jti that is an object', { jti: { $ne: '' } }],
    ['without exp', { exp: undefined }],
    ['with exp as text', { exp: '9999999999' }],
    ['with exp in more than five minutes', { exp: Date.parse('2026-05-01T00:05:01Z') / 1000 }],
    ['with exp now', { exp: Date.parse('2026-05-01T00:00:00Z') / 1000 }],
    ['not valid yet', { nbf: Date.parse('2026-05-01T00:00:11Z') / 1000 }],
    ['made in the future', { iat: Date.parse('2026-05-01T00:00:11Z') / 1000 }],
    ['made long ago', { iat: Date.parse('2026-04-30T23:00:00Z') / 1000 }],
  ])('J16 refuses an assertion %s', async (_, claims) => {
    const endpoint = makeEndpoint();
    const payload = { ...endpoint.claims, ...claims };
    const result = await endpoint.ask(signJws(header, payload, clientKey.privateKey));
    expect([result.statusCode, toJson(result)['error']]).toEqual([401, 'invalid_client']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['another kid', { kid: 'key-2' }],
    ['a kid that is a path', { kid: '../../key-1' }],
    ['a kid that is an object', { kid: { a: 1 } }],
    ['another typ', { typ: 'kb+jwt' }],
    ['crit', { crit: ['exp'] }],
    ['b64', { b64: false }],
    ['an embedded key', { jwk: strangerKey.clientKey.jwk }],
  ])('J01-J11 refuses an assertion whose header has %s', async (_, members) => {
    const endpoint = makeEndpoint();
    const assertion = signJws({ ...header, ...members }, endpoint.claims, clientKey.privateKey);
    const result = await endpoint.ask(assertion);
    expect([result.statusCode, toJson(result)['error']]).toEqual([401, 'invalid_client']);
  });

  it('J08 J10 refuses another spelling of the same assertion', async () => {
    const { ask, claims } = makeEndpoint();
    const doubled = `{"iss":"a-a",${JSON.stringify(claims).slice(1)}`;
    const good = signJws(header, claims, clientKey.privateKey);
    const spellings = [
      signJws(header, doubled, clientKey.privateKey),
      `${good}==`,
      ` ${good}`,
      `${good}.`,
      good.replace('.', '..'),
    ];
    for (const spelling of spellings) expect((await ask(spelling)).statusCode).toBe(401);
    expect((await ask(good)).statusCode).toBe(200);
  });

  it('refuses a stranger’s signature and a revoked client alike, and spends nothing', async () => {
    const { ask, claims } = makeEndpoint();
    const forged = await ask(signJws(header, claims, strangerKey.privateKey));
    const revoked = makeEndpoint({ state: 'revoked' });
    const late = await revoked.ask(signJws(header, claims, clientKey.privateKey));
    expect(forged.statusCode).toBe(401);
    expect(toJson(late)).toEqual(toJson(forged));
    expect((await ask(signJws(header, claims, clientKey.privateKey))).statusCode).toBe(200);
  });

  it('answers faults of the form as OAuth does', async () => {
    const { ask, post, claims } = makeEndpoint();
    const assertion = signJws(header, claims, clientKey.privateKey);
    const errorOf = async (result: ReturnType<typeof ask>) => {
      const { statusCode, ...answer } = await result;
      return [statusCode, toJson(answer)['error']];
    };
    expect(await errorOf(ask(assertion, { grant_type: 'password' }))).toEqual([
      400,
      'unsupported_grant_type',
    ]);
    expect(await errorOf(ask(assertion, { client_assertion_type: 'x' }))).toEqual([
      400,
      'invalid_request',
    ]);
    expect(await errorOf(ask(assertion, { client_id: 'other-client' }))).toEqual([
      401,
      'invalid_client',
    ]);
    expect(await errorOf(post('grant_type=client_credentials'))).toEqual([400, 'invalid_request']);
    expect(await errorOf(post('scope=a&scope=b'))).toEqual([400, 'invalid_request']);
    expect(await errorOf(post('{}', { 'content-type': 'application/json' }))).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it('serves a stranger’s OAuth client', async () => {
    const { handler, claims } = makeEndpoint({}, makeTestClock(new Date().toISOString()));
    const { d } = clientKey.privateKey.export({ format: 'jwk' });
    const jwk = { ...clientKey.clientKey.jwk, ...(d === undefined ? {} : { d }) };
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    const server = { issuer: provinceUrl, token_endpoint: `${provinceUrl}/oauth/token` };
    const client = { client_id: claims.iss };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      PrivateKeyJwt({ key, kid: 'key-1' }),
      { scope: 'licences:read' },
      {
        [oauth.allowInsecureRequests]: true,
        [oauth.customFetch]: async (_url, { headers, body }) => {
          const event = toApiEvent({
            path: '/oauth/token',
            headers: { ...headers },
            body: String(body),
          });
          const result = await handler(event, {});
          return new Response(result.body ?? '', {
            status: result.statusCode ?? 0,
            headers: result.headers as Record<string, string>,
          });
        },
      },
    );
    const token = await processClientCredentialsResponse(server, client, response);
    expect(token).toMatchObject({ token_type: 'bearer', scope: 'licences:read' });
  });
});
