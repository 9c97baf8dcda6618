import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import {
  readTrustList,
  type TrustListDraft,
  toTrustListPayload,
} from '../../shared/formats/trust-list.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { digestOf } from '../build/digest-of.ts';

const url = 'https://province.example';
const draft: TrustListDraft = {
  provinceUrl: url,
  number: 3,
  issuedAt: 1_795_334_400,
  nextUpdate: 1_795_338_000,
  province: { code: '210000', name: '辽宁省' },
  sealingCas: [Uint8Array.of(0x30, 0x00)],
  statusSigners: [digestOf('status')],
  listSigners: [digestOf('list')],
  endpoints: {
    statusLists: `${url}/status-lists`,
    sheets: `${url}/departments`,
    verification: `${url}/v1/verifications`,
  },
  provinces: [],
  agreements: [],
  sheets: [
    { code: '11210100MB9Y10046B', sheet: digestOf('b') },
    { code: '11210100MB9Y10011Q', sheet: digestOf('a') },
  ],
};
const payload = toTrustListPayload(draft);
const change = (claims: Record<string, JsonValue | undefined>) =>
  Object.fromEntries(
    Object.entries({ ...payload, ...claims }).filter(([, value]) => value !== undefined),
  ) as JsonObject;

function reasonOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error.details.reason;
    throw error;
  }
  return undefined;
}

describe('a trust list', () => {
  it('is read as it was made, departments in order, good for seven days', () => {
    const { sheets, ...rest } = readTrustList(payload);
    const { sheets: _given, ...given } = draft;
    expect(rest).toEqual({ ...given, expiresAt: draft.issuedAt + 7 * 86_400 });
    expect([...sheets.keys()]).toEqual(['11210100MB9Y10011Q', '11210100MB9Y10046B']);
    expect(sheets.get('11210100MB9Y10011Q')).toBe(digestOf('a'));
  });

  it('is named by the address it lies at', () => {
    expect(payload['sub']).toBe(`${url}/trust-list`);
  });

  it('is read with claims that nobody knows yet', () => {
    expect(reasonOf(() => readTrustList(change({ emergency: { from: 1 } })))).toBeUndefined();
  });

  it.each([
    ['a number of nothing', { number: 0 }, 'trust-list-number'],
    ['a digest that is none', { statusSigners: ['AA'] }, 'trust-list-status-signers'],
    [
      'one department twice',
      { sheets: [...draft.sheets, ...draft.sheets] },
      'trust-list-departments-order',
    ],
    ['a next update before now', { nextUpdate: draft.issuedAt - 1 }, 'trust-list-next-update'],
  ])('is not made with %s', (_name, given, reason) => {
    expect(reasonOf(() => toTrustListPayload({ ...draft, ...given }))).toBe(reason);
  });

  const [first = {}, second = {}] = payload['departments'] as JsonObject[];
  it.each<readonly [string, Record<string, JsonValue | undefined>]>([
    ['iss', { iss: undefined }],
    ['sub', { sub: `${url}/other` }],
    ['sub', { sub: 'https://other.example/trust-list' }],
    ['number', { number: -1 }],
    ['number', { number: 1.5 }],
    ['number', { number: '3' }],
    ['number', { number: 2 ** 53 }],
    ['iat', { iat: undefined }],
    ['exp', { exp: undefined }],
    ['exp', { exp: draft.issuedAt }],
    ['next-update', { next_update: draft.issuedAt + 8 * 86_400 }],
    ['province-shape', { province: '辽宁省' }],
    ['province-code', { province: { code: '21', name: '辽宁省' } }],
    ['province-name', { province: { code: '210000', name: '' } }],
    ['province-name', { province: { code: '210000', name: '辽\u0007宁' } }],
    ['sealing-cas', { sealing_cas: 'MAA=' }],
    ['sealing-cas', { sealing_cas: [5] }],
    ['sealing-cas', { sealing_cas: new Array(17).fill('MAA=') }],
    ['status-signers', { status_signers: [`${digestOf('x').slice(0, 42)}B`] }],
    ['list-signers', { list_signers: [digestOf('x').toUpperCase().slice(1)] }],
    ['endpoints-shape', { endpoints: [] }],
    ['endpoints-sheets', { endpoints: { status_lists: url, verification: url } }],
    ['agreements', { agreements: {} }],
    ['departments', { departments: {} }],
    ['departments-shape', { departments: ['11210100MB9Y10011Q'] }],
    ['departments-code', { departments: [{ ...first, code: '1121' }] }],
    ['departments-sheet', { departments: [{ ...first, sheet: '' }] }],
    ['departments-order', { departments: [second, first] }],
    ['departments-order', { departments: [first, first] }],
  ])('is refused for its %s', (reason, claims) => {
    expect(reasonOf(() => readTrustList(change(claims)))).toBe(`trust-list-${reason}`);
  });

  const provinces = [
    {
      code: '330000',
      name: '浙江省',
      url: 'https://z.example',
      anchors: [{ certificate: 'MAA=' }],
    },
    { code: '440000', name: '广东省', url: 'https://g.example', anchors: [] },
  ];
  const term = { type: '11100000MB0341032Y902', from: 5 };
  const agreement = { id: 'a-1', province: '330000', types: [term] };
  it('tells the roots and the agreements as they were given, in order', () => {
    const recognised = {
      provinces: [
        {
          ...provinces[0],
          anchors: [{ certificate: Uint8Array.of(0x30, 0x00), until: 7 }],
        } as TrustListDraft['provinces'][number],
      ],
      agreements: [
        { ...agreement, id: 'b-1', types: [] },
        {
          ...agreement,
          types: [
            {
              ...term,
              ownType: '11330000MB9Y20025P001',
              until: 9,
              issuedFrom: 1,
              issuedUntil: 8,
              items: ['KZ_ZS'],
            },
          ],
        },
      ],
    };
    const read = readTrustList(toTrustListPayload({ ...draft, ...recognised }));
    expect(read.provinces).toEqual(recognised.provinces);
    expect(read.agreements).toEqual([...recognised.agreements].reverse());
  });

  it('knows no other province where nothing is said of any', () => {
    expect(readTrustList(change({ provinces: undefined })).provinces).toEqual([]);
  });

  const [zhejiang = {}, guangdong = {}] = provinces as JsonObject[];
  it.each<readonly [string, Record<string, JsonValue | undefined>]>([
    ['provinces', { provinces: {} }],
    ['provinces-order', { provinces: [guangdong, zhejiang] }],
    ['provinces-order', { provinces: [zhejiang, zhejiang] }],
    [
      'provinces-url-doubled',
      { provinces: [zhejiang, { ...guangdong, url: 'https://z.example' }] },
    ],
    ['provinces-code', { provinces: [{ ...zhejiang, code: '33' }] }],
    ['provinces-url', { provinces: [{ ...zhejiang, url: '' }] }],
    ['provinces-anchors', { provinces: [{ ...zhejiang, anchors: new Array(5).fill({}) }] }],
    [
      'provinces-anchors-until',
      { provinces: [{ ...zhejiang, anchors: [{ certificate: 'MAA=', until: -1 }] }] },
    ],
    ['agreements-order', { agreements: [agreement, agreement] }],
    ['agreements-id', { agreements: [{ ...agreement, id: 'A' }] }],
    ['agreements-province', { agreements: [{ ...agreement, province: 'zj' }] }],
    ['agreements-types', { agreements: [{ ...agreement, types: {} }] }],
    ['agreements-types-type', { agreements: [{ ...agreement, types: [{ from: 1 }] }] }],
    ['agreements-types-from', { agreements: [{ ...agreement, types: [{ type: term.type }] }] }],
    ['agreements-types-until', { agreements: [{ ...agreement, types: [{ ...term, until: 4 }] }] }],
    [
      'agreements-types-own-type',
      { agreements: [{ ...agreement, types: [{ ...term, own_type: 1 }] }] },
    ],
    [
      'agreements-types-items',
      { agreements: [{ ...agreement, types: [{ ...term, items: [''] }] }] },
    ],
  ])('is refused for what it says of others: %s', (reason, claims) => {
    expect(reasonOf(() => readTrustList(change(claims)))).toBe(`trust-list-${reason}`);
  });

  it('is refused when a sealing authority is not canonical base64', () => {
    expect(reasonOf(() => readTrustList(change({ sealing_cas: ['MAB='] })))).toBe('base64');
  });
});
