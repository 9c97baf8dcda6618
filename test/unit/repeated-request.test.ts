import { describe, expect, it } from 'vitest';
import type { Moment } from '../../shared/domain/ids.ts';
import { findRepeated, keyExpiresAt } from '../../shared/domain/repeated-request.ts';
import { toHttpRequest } from '../../shared/http/http-request.ts';
import { readKeyedRequest } from '../../shared/http/read-keyed-request.ts';
import { toApiEvent } from '../build/api-events.ts';
import { shenyang, toCaller } from '../build/callers.ts';

const usedAt = 1_000 as Moment;
const used = { requestDigest: 'a', expiresAt: keyExpiresAt(usedAt) };

describe('a used key', () => {
  it('stands for its request for seven days', () => {
    expect(used.expiresAt - usedAt).toBe(604_800_000);
    const last = (used.expiresAt - 1) as Moment;
    expect(findRepeated(used, { requestDigest: 'a' }, last)).toBe(used);
    expect(findRepeated(used, { requestDigest: 'a' }, used.expiresAt)).toBeUndefined();
    expect(findRepeated(undefined, { requestDigest: 'a' }, usedAt)).toBeUndefined();
  });

  it('is refused for another request, until it has expired', () => {
    const other = { requestDigest: 'b' };
    expect(() => findRepeated(used, other, usedAt)).toThrow('idempotency-mismatch');
    expect(findRepeated(used, other, used.expiresAt)).toBeUndefined();
  });
});

describe('a request by its key', () => {
  const read = (body: string, path = '/v1/seals') => {
    const caller = toCaller('shenyang-seals', ['seals:apply'], shenyang);
    const headers = { 'idempotency-key': 'k' };
    return readKeyedRequest(toHttpRequest(toApiEvent({ path, body, caller, headers }), 1_024));
  };

  it('is the same however its members are ordered and spaced', () => {
    expect(read('{"b": [2, 1], "a": {"d": null, "c": 1}}')).toEqual(
      read('{"a":{"c":1,"d":null},"b":[2,1]}'),
    );
  });

  it('is another with another value, order of a list or route', () => {
    const { requestDigest } = read('{"a":[1,2]}');
    expect(read('{"a":[2,1]}').requestDigest).not.toBe(requestDigest);
    expect(read('{"a":[1,"2"]}').requestDigest).not.toBe(requestDigest);
    expect(read('{"a":[1,2]}', '/v1/licences').requestDigest).not.toBe(requestDigest);
  });
});
