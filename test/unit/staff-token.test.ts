import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../shared/domain/client.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { type AdmittingParts, makeAdmittingZone, provinceUrl } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeProof, thumbprintOf } from '../build/dpop-proofs.ts';
import { makeIdentityToken, toIdentityKey } from '../build/identity-tokens.ts';
import { makeTestKey } from '../build/jwk.ts';

const key = makeTestKey('provider-1');
const proofKey = makeTestKey();
const url = `${provinceUrl}/oauth/token`;
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const counter: Partial<Client> = {
  id: 'shenyang-counter' as ClientId,
  scopes: ['licences:retrieve', 'licences:issue'],
};
/** What the provider says of a clerk; nothing of them as a citizen. */
const clerk = {
  ...{ sub: 'staff-1', id_type: undefined, id_number: undefined },
  ...{ staff_clients: 'shenyang-counter', staff_roles: 'counter' },
};
const bound = { cnf: { jkt: thumbprintOf(proofKey) } };

function makeScene(client: Partial<Client> = {}, parts: AdmittingParts = {}) {
  const zone = makeAdmittingZone({
    client: { ...counter, ...client },
    identityKeys: { findKeys: async () => [toIdentityKey(key)] },
    ...parts,
  });
  const exchangeToken = async (claims: object, fields: Readonly<Record<string, string>> = {}) => {
    const nowSeconds = zone.nowSeconds();
    const nonce = await zone.nonces.current();
    const body = new URLSearchParams({
      grant_type: exchange,
      subject_token: makeIdentityToken({ key, nowSeconds, claims: { ...clerk, ...claims } }),
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      ...fields,
    });
    const dpop = makeProof(proofKey, { url, nonce, nowSeconds });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', dpop };
    const sent = { path: '/oauth/token', headers, body: body.toString() };
    const result = await zone.token(toApiEvent(sent), {});
    return { status: result.statusCode, body: toJson<Record<string, unknown>>(result) };
  };
  return { ...zone, exchangeToken };
}

describe('a clerk’s login', () => {
  it('is good for a token of the counter’s client, with what the role, the client and the province all allow', async () => {
    const { status, body } = await makeScene().exchangeToken(bound);
    expect([status, body['scope'], body['client_id']]).toEqual([
      ...[200, 'licences:retrieve', 'shenyang-counter'],
    ]);
    const token = decodeJwt(String(body['access_token']));
    expect(token).toMatchObject({ sub: 'shenyang-counter', cnf: bound.cnf });
    // who it was can be found by the provider’s subject, and is not said
    expect(token['act']).toEqual({ sub: expect.stringMatching(/^[\w-]{43}$/) });
    expect(JSON.stringify(token)).not.toContain('staff-1');
  });

  it('may be for one of several counters, and for no other', async () => {
    const scene = makeScene();
    const two = { ...bound, staff_clients: ['other-counter', 'shenyang-counter'] };
    const chosen = await scene.exchangeToken(two, { client_id: 'shenyang-counter' });
    expect(chosen.status).toBe(200);
    expect((await scene.exchangeToken(two, { client_id: 'third-counter' })).body['error']).toBe(
      'invalid_grant',
    );
  });

  it('is answered with the counters to choose from: named by the provider, in force, with rights', async () => {
    const scene = makeScene();
    const register = (id: string, more: Partial<Client>) =>
      scene.clients.set(id, { ...scene.client, id: id as ClientId, name: `${id} 窗口`, ...more });
    register('second-counter', {});
    register('revoked-counter', { state: 'revoked' });
    register('maker-only', { scopes: ['licences:issue'] });
    register('not-named', {});
    const named = 'revoked-counter shenyang-counter maker-only second-counter nobody';
    const ask = (fields = {}) =>
      scene.exchangeToken({ ...bound, staff_clients: `${named} second-counter` }, fields);
    const { body } = await ask();
    expect([body['client_id'], body['acts_for']]).toEqual([
      'shenyang-counter',
      [
        { client_id: 'shenyang-counter', name: scene.client.name },
        { client_id: 'second-counter', name: 'second-counter 窗口' },
      ],
    ]);
    const chosen = await ask({ client_id: 'second-counter' });
    expect(chosen.body).toMatchObject({ client_id: 'second-counter', acts_for: body['acts_for'] });
    expect(decodeJwt(String(chosen.body['access_token']))['client_id']).toBe('second-counter');
    for (const client_id of ['not-named', 'revoked-counter', 'maker-only', 'nobody']) {
      expect((await ask({ client_id })).body['error']).toBe('invalid_grant');
    }
  });

  it.each<[string, object, Partial<Client>]>([
    ['names no client', { staff_clients: undefined }, {}],
    ['names a client that there is not', { staff_clients: 'nobody' }, {}],
    ['has no role', { staff_roles: '' }, {}],
    ['has a role that nobody configured', { staff_roles: 'nobody' }, {}],
    ['has a prototype’s role', { staff_roles: '__proto__ constructor' }, {}],
    ['is maker and checker at once', { staff_roles: 'counter maker checker' }, {}],
    [
      'could propose by one client and confirm by another',
      { staff_clients: ['shenyang-counter', 'second-counter'], staff_roles: 'counter governor' },
      {},
    ],
    ['is a citizen’s', { staff_clients: undefined, id_type: 'ID_CARD' }, {}],
    ['is bound to another key', { cnf: { jkt: thumbprintOf(makeTestKey()) } }, {}],
    ['is over', { iat: 0, exp: 1 }, {}],
    ['is of another issuer', { iss: 'https://other.example' }, {}],
    ['is for a client that is revoked', {}, { state: 'revoked' }],
    ['is for a client without such rights', {}, { scopes: ['licences:issue'] }],
  ])('opens nothing where it %s', async (_name, claims, client) => {
    const { status, body } = await makeScene(client).exchangeToken({ ...bound, ...claims });
    expect([status, body['error'], body['access_token']]).toEqual([
      ...[400, 'invalid_grant', undefined],
    ]);
  });

  it('asks for what it says it does, and narrows like any client', async () => {
    const scene = makeScene({ scopes: ['licences:retrieve', 'receipts:make'] });
    const narrow = await scene.exchangeToken(bound, { scope: 'receipts:make' });
    expect(narrow.body['scope']).toBe('receipts:make');
    const wide = await scene.exchangeToken(bound, { scope: 'licences:issue' });
    expect([wide.status, wide.body['error']]).toEqual([400, 'invalid_scope']);
    const kind = { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' };
    expect((await scene.exchangeToken(bound, kind)).body['error']).toBe('invalid_request');
  });
});
