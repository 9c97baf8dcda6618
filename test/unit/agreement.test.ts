import { describe, expect, it } from 'vitest';
import {
  type AgreedType,
  findOverlap,
  isLasting,
  maxAgreedTypes,
  readAgreedTypes,
  readAgreement,
} from '../../shared/domain/agreement.ts';
import type { LicenceTypeCode, Moment } from '../../shared/domain/ids.ts';
import {
  findClash,
  type ProvinceCode,
  type RecognisedProvince,
  readProvinceCode,
  readProvinceUrl,
} from '../../shared/domain/recognised-province.ts';
import { errorsOf } from '../build/errors-of.ts';

const food = '11100000MB0341032Y902';
const business = '11100000MB0341032Y001';
const now = Date.parse('2026-11-22T00:00:00Z') as Moment;
const later = '2027-01-01T00:00:00Z';
const muchLater = '2028-01-01T00:00:00Z';

const agreement = {
  id: 'liao-zhe-2026',
  province: '330000',
  title: '辽浙电子证照互认协议（示例）',
  types: [{ type: food }],
};

describe('an agreement as it is given', () => {
  it('is read with nothing added but the beginning', () => {
    expect(readAgreement(agreement, now)).toEqual({
      ...agreement,
      types: [{ type: food, from: now, items: [] }],
    });
  });

  it('keeps all that is said of a type', () => {
    const all = {
      ...{ type: food, ownType: business, from: later, until: muchLater },
      ...{ issuedFrom: later, issuedUntil: muchLater, items: ['legalPerson', 'scope_2'] },
    };
    const [from, until] = [Date.parse(later), Date.parse(muchLater)];
    expect(readAgreedTypes([all], now)).toEqual([
      { ...all, from, until, issuedFrom: from, issuedUntil: until },
    ]);
  });

  it('names every fault at its place', () => {
    const read = () =>
      readAgreement(
        {
          ...{ id: 'Ab', province: '33', title: '' },
          types: [
            { type: 'x', items: ['a', 'a'] },
            { type: food, items: ['1a'], from: 'now' },
            { type: food, ownType: 'y', more: 1 },
          ],
        },
        now,
      );
    expect(Object.keys(errorsOf(read)).sort()).toEqual([
      '/id',
      '/province',
      '/title',
      '/types/0/items/1',
      '/types/0/type',
      '/types/1/from',
      '/types/1/items/0',
      '/types/2/more',
    ]);
  });

  it.each([
    ['no types', [], 'too-few'],
    ['too many', Array.from({ length: maxAgreedTypes + 1 }, () => ({ type: food })), 'too-many'],
    ['one thing', { type: food }, 'type'],
    ['nothing', undefined, 'required'],
  ])('refuses types that are %s', (_what, types, code) => {
    expect(errorsOf(() => readAgreedTypes(types, now))).toEqual({ '/types': code });
  });

  it.each(['ab', 'a'.repeat(65), 'with space', 'x\n', 'ABC'])('refuses the id %j', (id) => {
    const read = () => readAgreement({ ...agreement, id }, now);
    expect(errorsOf(read)).toEqual({ '/id': 'character' });
  });

  it.each(['abc', 'a'.repeat(64), '0-9'])('takes the id %s', (id) => {
    expect(readAgreement({ ...agreement, id }, now).id).toBe(id);
  });

  it.each(['1item', '', 'a-b', 'a'.repeat(65), 'a b'])('refuses the item %j', (item) => {
    const read = () => readAgreedTypes([{ type: food, items: [item] }], now);
    expect(errorsOf(read)).toHaveProperty(['/types/0/items/0']);
  });

  it('admits sixty-four items of a type', () => {
    const items = Array.from({ length: 65 }, (_, index) => `item${index}`);
    const read = (count: number) =>
      readAgreedTypes([{ type: food, items: items.slice(0, count) }], now);
    expect(read(64)[0]?.items).toHaveLength(64);
    expect(errorsOf(() => read(65))).toEqual({ '/types/0/items': 'too-many' });
  });

  it('refuses an interval in which nothing lies, and takes the shortest', () => {
    const one = (fields: object) => () => readAgreedTypes([{ type: food, ...fields }], now);
    const next = '2027-01-01T00:00:00.001Z';
    expect(errorsOf(one({ from: later, until: later }))).toEqual({
      '/types/0/until': 'before-from',
    });
    expect(errorsOf(one({ issuedFrom: later, issuedUntil: later }))).toEqual({
      '/types/0/issuedUntil': 'before-from',
    });
    expect(one({ from: later, until: next })()).toHaveLength(1);
    expect(one({ issuedFrom: later, issuedUntil: next })()).toHaveLength(1);
    expect(one({ issuedUntil: later })()).toHaveLength(1);
    expect(one({ issuedFrom: later })()).toHaveLength(1);
  });
});

const agreed = (from: number, until?: AgreedType['until'], type = food): AgreedType => ({
  ...{ type: type as LicenceTypeCode, from: from as Moment, items: [] },
  ...(until === undefined ? {} : { until }),
});
const at = (moment: number) => moment as Moment;

describe('intervals of an agreement', () => {
  it.each([
    ['one after the other', [agreed(0, at(10)), agreed(10, at(20))], false],
    ['one in the other', [agreed(0, at(10)), agreed(2, at(3))], true],
    ['by one moment', [agreed(0, at(11)), agreed(10, at(20))], true],
    ['given in the other order', [agreed(10, at(20)), agreed(0, at(11))], true],
    ['of two types', [agreed(0, at(10)), agreed(0, at(10), business)], false],
    ['two open ones', [agreed(0), agreed(1000)], true],
    ['an open one and one before it', [agreed(10), agreed(0, at(10))], false],
    ['one that ends when it is confirmed', [agreed(0, 'on-confirmation'), agreed(10)], true],
    ['a single one', [agreed(0)], false],
  ])('overlap or not: %s', (_what, types, overlaps) => {
    expect(findOverlap(types) !== undefined).toBe(overlaps);
  });

  it('last until their end, and not at it', () => {
    expect(isLasting(agreed(0, at(10)), at(9))).toBe(true);
    expect(isLasting(agreed(0, at(10)), at(10))).toBe(false);
    expect(isLasting(agreed(0), at(1e15))).toBe(true);
    expect(isLasting(agreed(100, at(200)), at(10))).toBe(true);
  });
});

describe('another province', () => {
  it.each(['110000', '330000', '820000'])('may have the code %s', (code) => {
    expect(readProvinceCode(code)).toBe(code);
  });

  it.each(['100000', '010000', '900000', '210100', '21000', '2100000', 'x10000', '210000\n'])(
    'has no code like %j',
    (code) => {
      expect(errorsOf(() => readProvinceCode(code, '/code'))).toEqual({ '/code': 'region' });
    },
  );

  it.each([
    'https://zhejiang.example',
    'https://a',
    'https://zj.example:8443',
    'http://127.0.0.1:2100',
    'http://localhost',
    'http://[::1]:1',
  ])('may be reached at %s', (url) => {
    expect(readProvinceUrl(url)).toBe(url);
  });

  it.each([
    'https://zhejiang.example/',
    'https://zhejiang.example/path',
    'http://zhejiang.example',
    'https://Zhejiang.example',
    'https://-a.example',
    'https://a.example-',
    'https://user@a.example',
    'https://a.example?x',
    'https://a.example:123456',
    'http://127.0.0.1.example',
    'http://10.0.0.1',
    'xhttps://a.example',
    'https://a.example\n',
    `https://${'a'.repeat(254)}`,
  ])('is not reached at %j', (url) => {
    expect(errorsOf(() => readProvinceUrl(url, '/url'))).toEqual({ '/url': 'url' });
  });

  const province = (code: string, parts: Partial<RecognisedProvince> = {}): RecognisedProvince => ({
    ...{ code: code as ProvinceCode, name: code, url: `https://${code}.example`, anchors: [] },
    state: 'recognised',
    ...parts,
  });

  it.each([
    ['another’s name', { name: '浙江省' }, 'name'],
    ['another’s address', { url: 'https://zj.example' }, 'url'],
    ['both', { name: '浙江省', url: 'https://zj.example' }, 'name'],
    ['neither', {}, undefined],
  ])('may not have %s', (_what, parts, clash) => {
    const others = [
      province('440000'),
      province('330000', { name: '浙江省', url: 'https://zj.example' }),
    ];
    expect(findClash(province('210000', parts), others)).toBe(clash);
  });

  it('may keep its own, and take what a removed one had', () => {
    const own = province('330000');
    expect(findClash(own, [own])).toBeUndefined();
    const removed = province('440000', { name: '330000', state: 'removed' });
    expect(findClash(own, [removed])).toBeUndefined();
  });
});
