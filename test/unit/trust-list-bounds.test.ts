import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import {
  readTrustList,
  type TrustListDraft,
  toTrustListPayload,
} from '../../shared/formats/trust-list.ts';
import { digestOf } from '../build/digest-of.ts';
import { refusalOf } from '../build/refusal-of.ts';

const url = 'https://province.example';
const start = 1_795_334_400;
const draft: TrustListDraft = {
  ...{ provinceUrl: url, number: 3, issuedAt: start, nextUpdate: start + 3600 },
  province: { code: '210000', name: '辽宁省' },
  sealingCas: [],
  ...{ statusSigners: [], listSigners: [] },
  endpoints: { statusLists: `${url}/s`, sheets: `${url}/d`, verification: `${url}/v` },
  ...{ provinces: [], agreements: [], sheets: [] },
};
const list = toTrustListPayload(draft);
const type = '11100000MB0341032Y902';
const own = '11330000MB9Y20025P001';
const zhejiang = { code: '330000', name: '浙江省', url: 'https://z.example', anchors: [] };
const agreement = (term: JsonObject) => ({
  agreements: [{ id: 'a-1', province: '330000', types: [{ type, from: 5, ...term }] }],
});
const repeat = (count: number, value: JsonValue) => new Array<JsonValue>(count).fill(value);
const many = (count: number, make: (at: number) => JsonValue) =>
  Array.from({ length: count }, (_, at) => make(at));
const department = (at: number) => ({
  ...{ code: `1121000000000${String(at).padStart(5, '0')}`, sheet: digestOf('s') },
});
const certificate = (characters: number) => 'A'.repeat(characters);

const asList = (claims: Record<string, JsonValue>) =>
  refusalOf(() => readTrustList({ ...list, ...claims }));

describe('a trust list', () => {
  it.each<[string, Record<string, JsonValue>]>([
    ['the next is due when it was made', { next_update: start }],
    ['the next is due when it ends', { next_update: list['exp'] as number }],
    ['it is good for a second', { exp: start + 1, next_update: start + 1 }],
    ['it names 16 sealing authorities', { sealing_cas: repeat(16, 'MAA=') }],
    ['a certificate has 8192 characters', { sealing_cas: [certificate(8192)] }],
    ['it names no root', { roots: [] }],
    [
      'it names 16 signers of each kind',
      { status_signers: repeat(16, digestOf('a')), list_signers: repeat(16, digestOf('a')) },
    ],
    [
      'an address has 512 characters',
      {
        endpoints: {
          status_lists: 'a'.repeat(512),
          sheets: 'b'.repeat(512),
          verification: 'c'.repeat(512),
        },
      },
    ],
    [
      'another province has four anchors',
      { provinces: [{ ...zhejiang, anchors: repeat(4, { certificate: 'MAA=' }) }] },
    ],
    [
      'there are 64 other provinces',
      {
        provinces: many(64, (at) => ({
          ...zhejiang,
          code: `${330_000 + at}`,
          url: `${url}/${at}`,
        })),
      },
    ],
    [
      'there are 256 agreements',
      {
        agreements: many(256, (at) => ({
          id: `a-${String(at).padStart(3, '0')}`,
          province: '330000',
          types: [],
        })),
      },
    ],
    ['an agreement ends as it begins', agreement({ until: 5 })],
    ['an agreement names 64 items', agreement({ items: repeat(64, 'KZ_ZS') })],
    [
      'an agreement names all there may be',
      agreement({ own_type: own, until: 9, issued_from: 0, issued_until: 8 }),
    ],
    ['an item is a claim of 64 characters', agreement({ items: ['a', 'Z'.repeat(64), 'KZ_9'] })],
  ])('may say that %s', (_what, claims) => {
    expect(asList(claims)).toBeUndefined();
  });

  it.each<[string, string, Record<string, JsonValue>]>([
    ['the next was due before', 'next-update', { next_update: start - 1 }],
    ['the next is due after its end', 'next-update', { next_update: (list['exp'] as number) + 1 }],
    ['it ends as it begins', 'exp', { exp: start }],
    ['there are 17 sealing authorities', 'sealing-cas', { sealing_cas: repeat(17, 'MAA=') }],
    ['a certificate has 8193 characters', 'sealing-cas', { sealing_cas: [certificate(8193)] }],
    ['a root is no text', 'roots', { roots: [5] }],
    ['there are 17 roots', 'roots', { roots: repeat(17, 'MAA=') }],
    [
      'there are 17 status signers',
      'status-signers',
      { status_signers: repeat(17, digestOf('a')) },
    ],
    ['there are 17 list signers', 'list-signers', { list_signers: repeat(17, digestOf('a')) }],
    [
      'its own code has seven digits',
      'province-code',
      { province: { code: '2100001', name: '辽宁省' } },
    ],
    [
      'its own code is preceded by a blank',
      'province-code',
      { province: { code: ' 210000', name: '辽宁省' } },
    ],
    [
      'its address is not at its end',
      'endpoints-verification',
      { endpoints: { status_lists: url, sheets: url } },
    ],
    [
      'an address has 513 characters',
      'endpoints-status-lists',
      { endpoints: { status_lists: 'a'.repeat(513), sheets: url, verification: url } },
    ],
    [
      'another province has five anchors',
      'provinces-anchors',
      { provinces: [{ ...zhejiang, anchors: repeat(5, { certificate: 'MAA=' }) }] },
    ],
    [
      'an anchor is no text',
      'provinces-anchors-certificate',
      { provinces: [{ ...zhejiang, anchors: [{ certificate: 5 }] }] },
    ],
    [
      'an anchor has 8193 characters',
      'provinces-anchors-certificate',
      { provinces: [{ ...zhejiang, anchors: [{ certificate: certificate(8193) }] }] },
    ],
    ['another province has no name', 'provinces-name', { provinces: [{ ...zhejiang, name: '' }] }],
    [
      'another province has an address of 513',
      'provinces-url',
      { provinces: [{ ...zhejiang, url: 'a'.repeat(513) }] },
    ],
    ['there are 65 other provinces', 'provinces', { provinces: many(65, () => zhejiang) }],
    ['there are 257 agreements', 'agreements', { agreements: many(257, () => ({})) }],
    [
      'agreements fall',
      'agreements-order',
      { agreements: ['b-1', 'a-1'].map((id) => ({ id, province: '330000', types: [] })) },
    ],
    [
      'an agreement is of a type with a mark',
      'agreements-types-type',
      agreement({ type: `${type.slice(1)}-` }),
    ],
    ['an agreement is of a type of 22', 'agreements-types-type', agreement({ type: `${type}1` })],
    [
      'an agreement has an own type of 20',
      'agreements-types-own-type',
      agreement({ own_type: own.slice(1) }),
    ],
    ['an agreement ends before it begins', 'agreements-types-until', agreement({ until: 4 })],
    ['an agreement ends never, in words', 'agreements-types-until', agreement({ until: 'never' })],
    ['an item is no text', 'agreements-types-items', agreement({ items: [null] })],
    ['licences count from no time', 'agreements-types-issued-from', agreement({ issued_from: -1 })],
    [
      'licences count until no time',
      'agreements-types-issued-until',
      agreement({ issued_until: null }),
    ],
    [
      'an agreement names 65 items',
      'agreements-types-items',
      agreement({ items: repeat(65, 'KZ_ZS') }),
    ],
    ['an item begins with a digit', 'agreements-types-items', agreement({ items: ['KZ_ZS', '9'] })],
    ['an item has 65 characters', 'agreements-types-items', agreement({ items: ['Z'.repeat(65)] })],
    ['an item ends with a line', 'agreements-types-items', agreement({ items: ['KZ_ZS\n'] })],
    ['an item is a number', 'agreements-types-items', agreement({ items: ['KZ_ZS', 5] })],
    ['items are one text', 'agreements-types-items', agreement({ items: 'KZ_ZS' })],
    [
      'an agreement has an id of two',
      'agreements-id',
      { agreements: [{ id: 'a-', province: '330000', types: [] }] },
    ],
    [
      'an agreement has an id of 65',
      'agreements-id',
      { agreements: [{ id: 'a'.repeat(65), province: '330000', types: [] }] },
    ],
    [
      'a department has a code of 19',
      'departments-code',
      { departments: [{ ...department(0), code: `${department(0).code}0` }] },
    ],
  ])('may not say that %s', (_what, claim, claims) => {
    expect(asList(claims)).toBe(`malformed trust-list-${claim}`);
  });

  it('names 5000 types of an agreement and 20,000 departments, and no more', () => {
    const types = (count: number) => ({
      agreements: [{ id: 'a-1', province: '330000', types: repeat(count, { type, from: 5 }) }],
    });
    expect(asList(types(5000))).toBeUndefined();
    expect(asList(types(5001))).toBe('malformed trust-list-agreements-types');
    expect(asList({ departments: many(20_000, department) })).toBeUndefined();
    expect(asList({ departments: many(20_001, department) })).toBe(
      'malformed trust-list-departments',
    );
  });

  it('is made in order whatever order its parts came in, and reads as it was given', () => {
    const [one, two, three] = ['330000', '340000', '440000'].map((code) => ({
      ...{ code, name: '示例省', url: `https://${code}.example`, anchors: [] },
    }));
    const ids = ['a-1', 'b-1', 'c-1'].map((id) => ({ id, province: '330000', types: [] }));
    const [first, second, third] = ids;
    const provinces = [two, three, one] as TrustListDraft['provinces'];
    const agreements = [second, third, first] as TrustListDraft['agreements'];
    const sheets = [1, 2, 0].map(department);
    const given = { ...draft, provinces, agreements, sheets };
    const read = readTrustList(toTrustListPayload(given));
    expect(read.provinces).toEqual([one, two, three]);
    expect(read.agreements).toEqual(ids);
    expect([...read.sheets.keys()]).toEqual([0, 1, 2].map((at) => department(at).code));
    expect(provinces[0]).toBe(two);
  });

  it('says its roots only where it has any to say', () => {
    expect(readTrustList(list)).not.toHaveProperty('roots');
    const roots = [Uint8Array.of(0x30, 0)];
    expect(readTrustList(toTrustListPayload({ ...draft, roots })).roots).toEqual(roots);
    const anchored = { ...zhejiang, anchors: [{ certificate: 'MAA=' }] };
    const [anchor] = readTrustList({ ...list, provinces: [anchored] }).provinces[0]?.anchors ?? [];
    expect(anchor).toEqual({ certificate: Uint8Array.of(0x30, 0) });
    const [term] = readTrustList({ ...list, ...agreement({}) }).agreements[0]?.types ?? [];
    expect(term).toEqual({ type, from: 5, items: [] });
    const claims = { ...list, ...agreement({}), provinces: [anchored] };
    const { agreements, provinces } = readTrustList(claims);
    const said = toTrustListPayload({ ...draft, agreements, provinces });
    expect(said['agreements']).toStrictEqual(agreement({}).agreements);
    expect(said['provinces']).toStrictEqual([anchored]);
  });
});
