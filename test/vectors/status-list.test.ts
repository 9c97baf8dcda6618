import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readBase64url } from '../../shared/formats/base64url.ts';
import { readStatusList, statusAt, toStatusListBytes } from '../../shared/formats/status-list.ts';

const primitives = makeNodePrimitives();

/** The examples of draft-ietf-oauth-status-list sections 4.1 and 4.2, and of ours. */
const vectors = [
  {
    bits: 1,
    statuses: [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
    packed: 'b9a3',
    lst: 'eNrbuRgAAhcBXQ',
  },
  {
    bits: 2,
    statuses: [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3],
    packed: 'c944f9',
    lst: 'eNo76fITAAPfAgc',
  },
] as const;

describe('status lists of the draft', () => {
  it.each(vectors)('packs $bits bits an entry as the draft does', ({ bits, statuses, packed }) => {
    const entries = statuses.map((status, index) => ({ index, status }));
    const bytes = toStatusListBytes(entries, bits, statuses.length);
    expect(Buffer.from(bytes).toString('hex')).toBe(packed);
  });

  it.each(vectors)('reads $bits bits an entry as the draft does', async (vector) => {
    const { bits, statuses, packed, lst } = vector;
    expect(inflateSync(readBase64url(lst)).toString('hex')).toBe(packed);
    const claims = { sub: 'https://example.com/statuslists/1', iat: 1, exp: 2, ttl: 1 };
    const list = await readStatusList({ ...claims, status_list: { bits, lst } }, primitives);
    expect(statuses.map((_, index) => statusAt(list.bytes, list.bits, index))).toEqual(statuses);
  });

  it('puts entry 0 of ours into the low half of byte 0', () => {
    const entries = [
      { index: 0, status: 0x2 },
      { index: 1, status: 0xc },
      { index: 2, status: 0x1 },
    ];
    expect(Buffer.from(toStatusListBytes(entries, 4, 4)).toString('hex')).toBe('c201');
  });

  it('makes lists of 2^17 entries, 64 KiB', () => {
    expect(toStatusListBytes([]).length).toBe(65_536);
  });
});
