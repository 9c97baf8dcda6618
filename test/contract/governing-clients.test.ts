import { describe, expect, it } from 'vitest';
import type { ClientId } from '../../shared/domain/ids.ts';
import { toJson } from '../build/api-events.ts';
import { days, useGoverningScene } from '../build/governing-scene.ts';
import { refusalIn } from '../build/governing-zone.ts';
import { makeTestKey } from '../build/jwk.ts';

const { zone, at, newClient } = useGoverningScene();

describe('clients', () => {
  const register = async () => {
    const client = newClient();
    expect((await zone.govern('POST', '/v1/clients', client)).statusCode).toBe(200);
    return client;
  };
  const find = (id: string) => zone.directory.findClient(id as ClientId);

  it('are registered under an id that was never used', async () => {
    const { id, keys, ...rest } = await register();
    const [key] = keys;
    expect(toJson(await zone.call('GET', `/v1/clients/${id}`))).toEqual({
      id,
      ...rest,
      keys: [key],
      state: 'active',
    });
    const again = { ...newClient(), id };
    expect(refusalIn(await zone.call('POST', '/v1/clients', { body: again }))).toBe(
      'client-exists',
    );
  });

  it('change over from one key to another, two at most, one at least', async () => {
    const { id, keys } = await register();
    const kid = keys[0]?.kid;
    const next = makeTestKey('key-2').clientKey;
    const notAfter = at(365 * days);
    const body = { kid: next.kid, ...next.jwk, notAfter };
    expect((await zone.govern('POST', `/v1/clients/${id}/keys`, body)).statusCode).toBe(200);
    expect((await find(id))?.keys[1]).toEqual({ ...next, notAfter: Date.parse(notAfter) });
    const third = makeTestKey('key-3').clientKey;
    const call = (path: string, given: unknown) =>
      zone.call('POST', `/v1/clients/${id}/${path}`, { body: given });
    expect(refusalIn(await call('keys', { kid: 'key-3', ...third.jwk }))).toBe('two-keys');
    expect(refusalIn(await call('keys', { kid, ...third.jwk }))).toEqual({ '/kid': 'duplicate' });
    expect(refusalIn(await call('keys', { kid: 'x', ...next.jwk }))).toEqual({ '': 'duplicate' });
    expect(refusalIn(await call('key-removals', { kid: 'x' }))).toEqual({ '/kid': 'unknown' });
    await zone.govern('POST', `/v1/clients/${id}/key-removals`, { kid });
    expect((await find(id))?.keys.map((key) => key.kid)).toEqual(['key-2']);
    expect(refusalIn(await call('key-removals', { kid: 'key-2' }))).toBe('last-key');
  });

  it('are revoked for ever', async () => {
    const { id } = await register();
    const revoked = await zone.govern('POST', `/v1/clients/${id}/revocations`, {});
    expect(toJson(revoked)).toMatchObject({
      before: { state: 'active' },
      after: { state: 'revoked' },
    });
    expect((await find(id))?.state).toBe('revoked');
    const key = makeTestKey('late').clientKey;
    for (const [path, body] of [
      ['revocations', {}],
      ['keys', { kid: 'late', ...key.jwk }],
    ] as const) {
      const refused = await zone.call('POST', `/v1/clients/${id}/${path}`, { body });
      expect(refusalIn(refused)).toBe('client-revoked');
    }
  });

  it.each<[object, object]>([
    [{ department: '11330100MB9Y200172' }, { '/department': 'unknown' }],
    [{ id: 'A' }, { '/id': 'format' }],
    [{ scopes: ['directory:all'] }, { '/scopes/0': 'enum' }],
    [{ state: 'active' }, { '/state': 'unknown' }],
    [{ keys: [] }, { '/keys': 'too-few' }],
  ])('are refused with their faults: %j', async (change, faults) => {
    const body = { ...newClient(), ...change };
    expect(refusalIn(await zone.call('POST', '/v1/clients', { body }))).toEqual(faults);
  });
});
