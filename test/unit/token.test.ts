import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../shared/domain/client.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { type AdmittingParts, makeAdmittingZone, provinceUrl } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { shenyang } from '../build/callers.ts';
import { makeProof, thumbprintOf } from '../build/dpop-proofs.ts';
import { makeTestKey, signJws } from '../build/jwk.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const clientKey = makeTestKey();
const strangerKey = makeTestKey();
const proofKey = makeTestKey();
const url = `${provinceUrl}/oauth/token`;

function makeEndpoint(client: Partial<Client> = {}, parts: AdmittingParts = {}) {
  const zone = makeAdmittingZone({ clientKey, client, ...parts });
  const { id } = zone.client;
  const nowSeconds = zone.nowSeconds();
  const claims = {
    ...{ iss: id, sub: id, aud: provinceUrl },
    ...{ jti: 'once-1', iat: nowSeconds, exp: nowSeconds + 60 },
  };
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const nonce = await zone.nonces.current();
    const dpop = makeProof(proofKey, { url, nonce, nowSeconds: zone.nowSeconds() });
    const usual = { 'content-type': 'application/x-www-form-urlencoded', dpop };
    return zone.token(
      toApiEvent({ path: '/oauth/token', headers: { ...usual, ...headers }, body }),
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
  let asked = 0;
  /** Asks with an assertion of its own each time. */
  const askWith = (fields: Readonly<Record<string, string>>) => {
    asked += 1;
    const payload = { ...claims, jti: `own-${asked}` };
    return ask(signJws(header, payload, clientKey.privateKey), fields);
  };
  return { ...zone, ask, askWith, post, claims, nowSeconds };
}

const header = { alg: 'ES256', kid: 'key-1' };

describe('the token endpoint', () => {
  it('mints a token for a client that proves its key, with all that was granted', async () => {
    const { ask, claims, nowSeconds } = makeEndpoint();
    const result = await ask(signJws(header, claims, clientKey.privateKey));
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
    const { ask, claims, clock } = makeEndpoint({ keys });
    let asked = 0;
    const askBy = (kid: string, key: typeof newKey, at = 0) => {
      asked += 1;
      const times = { iat: claims.iat + at, exp: claims.exp + at };
      const payload = { ...claims, jti: `turn-${asked}`, ...times };
      return ask(signJws({ ...header, kid }, payload, key.privateKey));
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

const detail = {
  type: 'yinzheng-licences',
  actions: ['read'],
  licence_types: [sampleTypeCodes.foodPermit],
};

describe('authorisation details', () => {
  const askFor = (details: unknown, fields: Readonly<Record<string, string>> = {}) => {
    const text = typeof details === 'string' ? details : JSON.stringify(details);
    return makeEndpoint().askWith({ authorization_details: text, ...fields });
  };

  it('narrow a token, and come back with it', async () => {
    const result = await askFor([detail]);
    const body = toJson<{ access_token: string }>(result);
    expect(body).toMatchObject({ scope: 'licences:read', authorization_details: [detail] });
    expect(decodeJwt(body.access_token)).toMatchObject({
      scope: 'licences:read',
      authorization_details: [detail],
    });
  });

  it('take away the licence scopes that they do not name, beside scopes asked for', async () => {
    const endpoint = makeEndpoint({ scopes: ['licences:issue', 'licences:read', 'seals:read'] });
    const scopeWith = async (fields: Readonly<Record<string, string>>) =>
      toJson(
        await endpoint.askWith({ authorization_details: JSON.stringify([detail]), ...fields }),
      )['scope'];
    expect(await scopeWith({})).toBe('licences:read');
    expect(await scopeWith({ scope: 'licences:issue licences:read seals:read' })).toBe(
      'licences:read seals:read',
    );
  });

  it.each<[string, unknown]>([
    ['text that is no JSON', '[{'],
    ['a doubled name', `[${JSON.stringify(detail).replace('{', '{"type":"x",')}]`],
    ['an object', detail],
    ['nothing', []],
    ['another type', [{ ...detail, type: 'payment_initiation' }]],
    ['an unknown field', [{ ...detail, locations: ['http://127.0.0.1:2100'] }]],
    ['an unknown action', [{ ...detail, actions: ['read', 'delete'] }]],
    ['no action', [{ ...detail, actions: [] }]],
    ['an action twice', [{ ...detail, actions: ['read', 'read'] }]],
    ['an action that the client may not take', [{ ...detail, actions: ['change'] }]],
    ['no licence type', [{ ...detail, licence_types: [] }]],
    ['actions only', [{ type: detail.type, actions: ['read'] }]],
    [
      'a type code with a wrong check digit',
      [{ ...detail, licence_types: ['11100000MB0341032X902'] }],
    ],
    ['more than fit a token', Array.from({ length: 9 }, () => detail)],
  ])('are refused with %s', async (_, details) => {
    const result = await askFor(details);
    expect([result.statusCode, toJson(result)['error']]).toEqual([
      400,
      'invalid_authorization_details',
    ]);
  });

  it('are refused where the scope asked for beside them leaves the action out', async () => {
    const result = await askFor([detail], { scope: 'licences:issue' });
    expect(toJson(result)['error']).toBe('invalid_authorization_details');
  });
});

describe('giving up a token', () => {
  async function makeRevocation() {
    const endpoint = makeEndpoint();
    const answer = await endpoint.askWith({});
    const token = toJson<{ access_token: string }>(answer).access_token;
    const { jti = '' } = decodeJwt(token);
    let given = 0;
    const giveUp = async (text: string, claims: object = {}, key = clientKey) => {
      given += 1;
      const payload = { ...endpoint.claims, jti: `give-up-${given}`, ...claims };
      const body = new URLSearchParams({
        token: text,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signJws(header, payload, key.privateKey),
        token_type_hint: 'refresh_token',
      }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const result = await endpoint.revoke(
        toApiEvent({ path: '/oauth/revoke', headers, body }),
        {},
      );
      return [result.statusCode, result.body && toJson(result)['error']];
    };
    return { ...endpoint, token, giveUp, isRevoked: () => endpoint.admissions.isTokenRevoked(jti) };
  }

  it('takes it out of force, and may be repeated', async () => {
    const { token, giveUp, isRevoked } = await makeRevocation();
    expect(await isRevoked()).toBe(false);
    expect(await giveUp(token)).toEqual([200, undefined]);
    expect(await isRevoked()).toBe(true);
    expect(await giveUp(token)).toEqual([200, undefined]);
  });

  it('is done already for what is no token of ours, or has ended', async () => {
    const { token, giveUp, clock, isRevoked } = await makeRevocation();
    expect(await giveUp('abc')).toEqual([200, undefined]);
    expect(await giveUp(`${token}=`)).toEqual([200, undefined]);
    clock.advance(600_000);
    const iat = clock.now() / 1000;
    expect(await giveUp(token, { iat, exp: iat + 60 })).toEqual([200, undefined]);
    expect(await isRevoked()).toBe(false);
  });

  it('is refused without the client’s own key, once an assertion was used, and without a token', async () => {
    const { token, giveUp, isRevoked } = await makeRevocation();
    expect(await giveUp(token, {}, strangerKey)).toEqual([401, 'invalid_client']);
    expect(await giveUp('')).toEqual([400, 'invalid_request']);
    expect(await isRevoked()).toBe(false);
  });

  it('is refused for another client’s token', async () => {
    const { token, client, clients, giveUp, isRevoked } = await makeRevocation();
    const id = 'other-client' as typeof client.id;
    clients.set(id, { ...client, id, keys: [strangerKey.clientKey] });
    const asOther = { iss: id, sub: id };
    expect(await giveUp(token, asOther, strangerKey)).toEqual([400, 'invalid_request']);
    expect(await isRevoked()).toBe(false);
  });
});
