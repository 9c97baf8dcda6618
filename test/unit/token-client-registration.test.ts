import { describe, expect, it } from 'vitest';
import { readClient } from '../../functions/governing/read-client.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makeTestKey } from '../build/jwk.ts';

const { kid, jwk } = makeTestKey().clientKey;
const key = { kid, ...jwk };
const client = { id: 'maker', name: '制章机构（示例）', scopes: ['seals:make'], keys: [key] };

function faultsOf(given: unknown): readonly string[] {
  try {
    readClient(given);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.details.errors ?? []).map((one) => `${one.pointer} ${one.code}`);
  }
}

describe('a client to be registered', () => {
  it('needs no department when it acts for the province', () => {
    expect(readClient(client)).toEqual({ ...client, keys: [{ kid, jwk }], state: 'active' });
  });

  it.each<[string, object, string]>([
    ['an id that is a path', { id: '../a' }, '/id format'],
    ['an unknown scope', { scopes: ['seals:make', 'all'] }, '/scopes/1 enum'],
    ['a scope twice', { scopes: ['seals:make', 'seals:make'] }, '/scopes/1 duplicate'],
    ['no key', { keys: [] }, '/keys too-few'],
    ['a private key', { keys: [{ ...key, d: 'x' }] }, '/keys/0/d private-key'],
    ['a symmetric key', { keys: [{ kid, kty: 'oct', k: 'x' }] }, '/keys/0/k unknown'],
    ['a key of another curve', { keys: [{ ...key, crv: 'P-384' }] }, '/keys/0/crv enum'],
    ['a point off the curve', { keys: [{ ...key, y: key.x }] }, '/keys/0 key'],
    ['a key without kid', { keys: [{ ...jwk }] }, '/keys/0/kid required'],
    ['one kid twice', { keys: [key, key] }, '/keys/1/kid duplicate'],
    [
      'a department code with a wrong check digit',
      { department: '11210100MB9Y10011X' },
      '/department check-digit',
    ],
    ['an unknown field', { secret: 'x' }, '/secret unknown'],
  ])('is refused with %s', (_, change, fault) => {
    expect(faultsOf({ ...client, ...change })).toEqual([fault]);
  });
});
