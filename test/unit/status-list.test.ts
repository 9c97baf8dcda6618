import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toBase64url } from '../../shared/formats/base64url.ts';
import {
  readStatusList,
  type StatusBits,
  statusAt,
  toStatusListBytes,
  toStatusListPayload,
} from '../../shared/formats/status-list.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';

const primitives = makeNodePrimitives();
const issuedAt = 1_795_334_400;
const payload = toStatusListPayload({
  issuer: 'https://province.example',
  address: 'https://province.example/status-lists/a-000001',
  issuedAt,
  entries: [{ index: 5, status: 2 }],
  deflate: (bytes) => deflateSync(bytes),
});
const listed = payload['status_list'] as JsonObject;
const lst = listed['lst'] as string;

/** Claims laid over a good list; `undefined` takes one away. */
function change(claims: Record<string, JsonValue | undefined>): JsonObject {
  const changed = Object.entries({ ...payload, ...claims }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(changed) as JsonObject;
}
const list = (given: JsonObject) => change({ status_list: { ...listed, ...given } });
const packed = (bytes: Uint8Array) => list({ lst: toBase64url(new Uint8Array(bytes)) });

async function reasonOf(given: JsonObject): Promise<string | undefined> {
  try {
    await readStatusList(given, primitives);
  } catch (error) {
    if (error instanceof Problem) return error.details.reason;
    throw error;
  }
  return undefined;
}

describe('a status list of ours', () => {
  it('says whose it is, where it is, from when and until when it is good', () => {
    expect(payload).toMatchObject({
      iss: 'https://province.example',
      sub: 'https://province.example/status-lists/a-000001',
      iat: issuedAt,
      exp: issuedAt + 86_400,
      ttl: 60,
    });
    expect(listed['bits']).toBe(4);
  });

  it('is read back with its entries in place', async () => {
    const read = await readStatusList(payload, primitives);
    expect(read).toMatchObject({ issuedAt, expiresAt: issuedAt + 86_400, ttlSeconds: 60, bits: 4 });
    expect([4, 5, 6].map((index) => statusAt(read.bytes, read.bits, index))).toEqual([0, 2, 0]);
  });

  it.each<[string, JsonObject]>([
    ['good for one second', change({ exp: issuedAt + 1 })],
    ['with an address of 512 characters', change({ sub: 'a'.repeat(512), iss: 'b'.repeat(512) })],
    ['of one bit an entry', list({ bits: 1 })],
    ['of two', list({ bits: 2 })],
    ['of eight', list({ bits: 8 })],
    ['of one byte', packed(deflateSync(new Uint8Array(1)))],
    ['of a mebibyte', packed(deflateSync(new Uint8Array(2 ** 20)))],
  ])('may be one %s', async (_what, given) => {
    expect(await reasonOf(given)).toBeUndefined();
  });

  it('is read with whatever inflates, at once or later, and given the bound', async () => {
    const asked: number[] = [];
    const bytes = Uint8Array.of(0x21);
    const inflate = (_: Uint8Array, most: number) => {
      asked.push(most);
      return bytes;
    };
    const now = readStatusList(payload, { inflate });
    const later = readStatusList(payload, { inflate: async (...given) => inflate(...given) });
    expect(now).not.toBeInstanceOf(Promise);
    expect(await later).toEqual(now);
    expect(asked).toEqual([2 ** 20, 2 ** 20]);
    const nothing = { inflate: async () => new Uint8Array() };
    await expect(readStatusList(payload, nothing)).rejects.toThrow(Problem);
  });

  it('says whose it is only where it says so', async () => {
    expect(await readStatusList(payload, primitives)).toMatchObject({
      ...{ issuer: 'https://province.example' },
      address: 'https://province.example/status-lists/a-000001',
    });
    const open = await readStatusList(change({ iss: undefined }), primitives);
    expect(open).not.toHaveProperty('issuer');
  });

  it('is read with claims that nobody knows yet, and without `iss`', async () => {
    expect(await reasonOf(change({ aggregation: 'later', iss: undefined }))).toBeUndefined();
  });
});

describe('making refuses what the list could not hold', () => {
  it.each([
    ['an index below', -1, 1],
    ['an index above', 2 ** 17, 1],
    ['half an index', 0.5, 1],
    ['a status too wide', 0, 16],
    ['a status below', 0, -1],
    ['half a status', 0, 0.5],
  ])('%s', (_name, index, status) => {
    expect(() => toStatusListBytes([{ index, status }])).toThrow(Problem);
  });

  it('and takes the first index, the last, and the widest status', () => {
    const entries = [0, 2 ** 17 - 1].map((index) => ({ index, status: 15 }));
    const bytes = toStatusListBytes(entries);
    expect([bytes[0], bytes.at(-1)]).toEqual([0x0f, 0xf0]);
    expect(() => toStatusListBytes([{ index: 3, status: 1 }], 4, 3)).toThrow(Problem);
    expect(toStatusListBytes([], 4, 3)).toHaveLength(2);
    expect(() => toStatusListBytes([{ index: 0, status: 2 }], 1, 8)).toThrow(Problem);
  });
});

describe('reading refuses', () => {
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    ['no list', change({ status_list: undefined }), 'status-list-status-list-shape'],
    ['a list that is text', change({ status_list: lst }), 'status-list-status-list-shape'],
    ['a list that is an array', change({ status_list: [listed] }), 'status-list-status-list-shape'],
    ['a list that is null', change({ status_list: null }), 'status-list-status-list-shape'],
    ...[0, 3, 5, 6, 7, 16, -4, 2.5, '4', null, true].map(
      (bits) =>
        [
          `T07 ${JSON.stringify(bits)} bits`,
          list({ bits }),
          'status-list-status-list-bits',
        ] as const,
    ),
    ['entries that are not text', list({ lst: 5 }), 'status-list-status-list-lst'],
    ['no entries', list({ lst: '' }), 'status-list-status-list-lst'],
    [
      'entries beyond all size',
      list({ lst: 'A'.repeat(2 ** 20 + 1) }),
      'status-list-status-list-lst',
    ],
    ['padded base64url', list({ lst: `${lst}=` }), 'base64url'],
    ['base64 of the other alphabet', list({ lst: 'eNo+/w' }), 'base64url'],
    ['a line separator in the entries', list({ lst: `${lst.slice(0, 4)}\u2028` }), 'not-ascii'],
    ['no `sub`', change({ sub: undefined }), 'status-list-sub'],
    ['a `sub` that is a list', change({ sub: ['a'] }), 'status-list-sub'],
    ['an empty `sub`', change({ sub: '' }), 'status-list-sub'],
    [
      'a `sub` without end',
      change({ sub: `https://a.example/${'a'.repeat(512)}` }),
      'status-list-sub',
    ],
    ['a `sub` over two lines', change({ sub: 'https://a.example/\n' }), 'status-list-sub'],
    ['an `iss` that is a number', change({ iss: 1 }), 'status-list-iss'],
    ['no `iat`', change({ iat: undefined }), 'status-list-iat'],
    ['an `iat` as text', change({ iat: '1795334400' }), 'status-list-iat'],
    ['an `iat` before 1970', change({ iat: -1 }), 'status-list-iat'],
    ['an `iat` after the year 9999', change({ iat: 253_402_300_800 }), 'status-list-iat'],
    ['half an `iat`', change({ iat: 0.5 }), 'status-list-iat'],
    ['no `exp`: it would never go stale (T03)', change({ exp: undefined }), 'status-list-exp'],
    ['an `exp` before its `iat`', change({ exp: issuedAt - 1 }), 'status-list-exp'],
    ['an `exp` at its `iat`', change({ exp: issuedAt }), 'status-list-exp'],
    ['an `exp` as text', change({ exp: 'never' }), 'status-list-exp'],
    ['no `ttl`', change({ ttl: undefined }), 'status-list-ttl'],
    ['a `ttl` of nothing', change({ ttl: 0 }), 'status-list-ttl'],
    ['a `ttl` below nothing', change({ ttl: -60 }), 'status-list-ttl'],
    ['T08 what is not compressed', packed(new Uint8Array(64)), 'inflate-stream'],
    ['T08 gzip', packed(gzipSync(new Uint8Array(64))), 'inflate-stream'],
    ['T08 bare deflate', packed(deflateRawSync(new Uint8Array(64))), 'inflate-stream'],
    [
      'T08 a stream cut short',
      packed(deflateSync(new Uint8Array(64)).subarray(0, -3)),
      'inflate-stream',
    ],
    [
      'T08 a stream with something behind it',
      packed(Buffer.concat([deflateSync(new Uint8Array(64)), Buffer.from('x')])),
      'inflate-trailing',
    ],
    ['T08 a bomb', packed(deflateSync(new Uint8Array(2 ** 20 + 1))), 'inflate-too-long'],
    ['a list of no entries', packed(deflateSync(new Uint8Array(0))), 'status-list-empty'],
  ];
  it.each(cases)('%s', async (_name, given, reason) => {
    expect(await reasonOf(given)).toBe(reason);
  });

  it('counts forty refusals at least', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });
});

describe('an entry', () => {
  const bytes = Uint8Array.of(0b1110_0100);
  it.each<readonly [StatusBits, readonly number[]]>([
    [1, [0, 0, 1, 0, 0, 1, 1, 1]],
    [2, [0, 1, 2, 3]],
    [4, [4, 14]],
    [8, [228]],
  ])('of %i bits is read from the low end of its byte', (bits, statuses) => {
    expect(statuses.map((_, index) => statusAt(bytes, bits, index))).toEqual(statuses);
  });

  it.each([-1, 2, 2 ** 31, 2 ** 53, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -0.5])(
    'is refused outside the list: %d (T07)',
    (index) => {
      expect(() => statusAt(bytes, 4, index)).toThrow(Problem);
    },
  );
});
