import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Moment } from '../../shared/domain/ids.ts';
import { provinceUrl } from '../build/admitting-zone.ts';
import { toJson } from '../build/api-events.ts';
import { shenyang } from '../build/callers.ts';
import { thumbprintOf } from '../build/dpop-proofs.ts';
import { makeTestKey, signJws } from '../build/jwk.ts';
import {
  assertionHeader,
  clientKey,
  makeTokenEndpoint,
  proofKey,
  strangerKey,
} from '../build/token-endpoint.ts';

describe('the token endpoint', () => {
  it('mints a token for a client that proves its key, with all that was granted', async () => {
    const { ask, claims, nowSeconds } = makeTokenEndpoint();
    const result = await ask(signJws(assertionHeader, claims, clientKey.privateKey));
    const body = toJson<{ access_token: string }>(result);
    expect(result).toMatchObject({ statusCode: 200, headers: { 'Cache-Control': 'no-store' } });
    expect(body).toMatchObject({
      token_type: 'DPoP',
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
      cnf: { jkt: thumbprintOf(proofKey) },
    });
  });

  it('narrows to the scope asked for, and refuses to widen it', async () => {
    const { ask, claims } = makeTokenEndpoint();
    const narrow = await ask(signJws(assertionHeader, claims, clientKey.privateKey), {
      scope: 'licences:read',
    });
    expect(toJson(narrow)).toMatchObject({ scope: 'licences:read' });
    const again = { ...claims, jti: 'once-2' };
    const wide = await ask(signJws(assertionHeader, again, clientKey.privateKey), {
      scope: 'licences:read seals:make',
    });
    expect([wide.statusCode, toJson(wide)['error']]).toEqual([400, 'invalid_scope']);
  });

  it('J16 takes an assertion once only', async () => {
    const { ask, claims } = makeTokenEndpoint();
    const assertion = signJws(assertionHeader, claims, clientKey.privateKey);
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
    const endpoint = makeTokenEndpoint();
    const payload = { ...endpoint.claims, ...claims };
    const result = await endpoint.ask(signJws(assertionHeader, payload, clientKey.privateKey));
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
    const endpoint = makeTokenEndpoint();
    const assertion = signJws(
      { ...assertionHeader, ...members },
      endpoint.claims,
      clientKey.privateKey,
    );
    const result = await endpoint.ask(assertion);
    expect([result.statusCode, toJson(result)['error']]).toEqual([401, 'invalid_client']);
  });

  it('J08 J10 refuses another spelling of the same assertion', async () => {
    const { ask, claims } = makeTokenEndpoint();
    const doubled = `{"iss":"a-a",${JSON.stringify(claims).slice(1)}`;
    const good = signJws(assertionHeader, claims, clientKey.privateKey);
    const spellings = [
      signJws(assertionHeader, doubled, clientKey.privateKey),
      `${good}==`,
      ` ${good}`,
      `${good}.`,
      good.replace('.', '..'),
    ];
    for (const spelling of spellings) expect((await ask(spelling)).statusCode).toBe(401);
    expect((await ask(good)).statusCode).toBe(200);
  });

  it('refuses a stranger’s signature and a revoked client alike, and spends nothing', async () => {
    const { ask, claims } = makeTokenEndpoint();
    const forged = await ask(signJws(assertionHeader, claims, strangerKey.privateKey));
    const revoked = makeTokenEndpoint({ state: 'revoked' });
    const late = await revoked.ask(signJws(assertionHeader, claims, clientKey.privateKey));
    expect(forged.statusCode).toBe(401);
    expect(toJson(late)).toEqual(toJson(forged));
    expect((await ask(signJws(assertionHeader, claims, clientKey.privateKey))).statusCode).toBe(
      200,
    );
  });

  it('answers faults of the form as OAuth does', async () => {
    const { ask, post, claims } = makeTokenEndpoint();
    const assertion = signJws(assertionHeader, claims, clientKey.privateKey);
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
    const empty = await post('grant_type=client_credentials');
    expect([empty.statusCode, toJson(empty)]).toEqual([
      400,
      {
        error: 'invalid_request',
        error_description:
          'The request is not well formed (body-invalid: /client_assertion_type required, /client_assertion required)',
      },
    ]);
    expect(await errorOf(post('scope=a&scope=b'))).toEqual([400, 'invalid_request']);
    expect(await errorOf(post('{}', { 'content-type': 'application/json' }))).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it('takes either of two keys while they are changed over, and none whose time is over', async () => {
    const newKey = makeTestKey('key-2');
    const notAfter = Date.parse('2026-05-01T01:00:00Z') as Moment;
    const keys = [{ ...clientKey.clientKey, notAfter }, newKey.clientKey];
    const { ask, claims, clock } = makeTokenEndpoint({ keys });
    let asked = 0;
    const askBy = (kid: string, key: typeof newKey, at = 0) => {
      asked += 1;
      const times = { iat: claims.iat + at, exp: claims.exp + at };
      const payload = { ...claims, jti: `turn-${asked}`, ...times };
      return ask(signJws({ ...assertionHeader, kid }, payload, key.privateKey));
    };
    expect((await askBy('key-1', clientKey)).statusCode).toBe(200);
    expect((await askBy('key-2', newKey)).statusCode).toBe(200);
    expect((await askBy('key-2', clientKey)).statusCode).toBe(401);
    clock.set(notAfter - 1000);
    expect((await askBy('key-1', clientKey, 3599)).statusCode).toBe(200);
    clock.set(notAfter);
    expect((await askBy('key-1', clientKey, 3600)).statusCode).toBe(401);
    expect((await askBy('key-2', newKey, 3600)).statusCode).toBe(200);
  });
});
