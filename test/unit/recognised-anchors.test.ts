import { describe, expect, it } from 'vitest';
import type { TrustList } from '../../shared/formats/trust-list.ts';
import type { ListedProvince } from '../../shared/formats/trust-list-recognition.ts';
import { toAnchors } from '../../shared/verify/recognised-anchors.ts';

const jilin: ListedProvince = {
  ...{ code: '220000', name: '吉林省', url: 'https://yinzheng.jilin.example' },
  anchors: [{ certificate: Uint8Array.of(1, 2, 3) }],
};
const liaoning: ListedProvince = {
  ...{ code: '210000', name: '辽宁省', url: 'https://yinzheng.liaoning.example' },
  anchors: [
    { certificate: Uint8Array.of(4, 5, 6), until: 1000 },
    { certificate: Uint8Array.of(7, 8, 9) },
  ],
};
const listOf = (provinces: readonly ListedProvince[], provinceUrl = 'https://own.example') =>
  ({ provinceUrl, provinces }) as TrustList;
const [ending, lasting] = liaoning.anchors as [
  ListedProvince['anchors'][0],
  ListedProvince['anchors'][0],
];

describe('the roots that a trust list names', () => {
  it('stand for the province, name, code and end that it says', () => {
    const { url: provinceUrl, name: provinceName, code: provinceCode } = liaoning;
    const of = { provinceUrl, provinceName, provinceCode };
    expect(toAnchors(listOf([liaoning]))).toStrictEqual([
      { ...of, certificate: ending.certificate, until: 1000 },
      { ...of, certificate: lasting.certificate },
    ]);
    expect(toAnchors(listOf([]))).toEqual([]);
  });

  it('are the same ones for the same list, and for a newer one that names the same', () => {
    const list = listOf([jilin, liaoning]);
    const anchors = toAnchors(list);
    expect(toAnchors(list)).toBe(anchors);
    expect(toAnchors(listOf(structuredClone([jilin, liaoning])))).toBe(anchors);
    // also when another province's list was read in between
    toAnchors(listOf([jilin], 'https://other.example'));
    expect(toAnchors(listOf([jilin, liaoning]))).toBe(anchors);
  });

  it('are those of the list that is asked about, also when it is asked about again', () => {
    const [one, other] = [listOf([jilin]), listOf([liaoning])];
    const before = toAnchors(one);
    expect(toAnchors(other)).toHaveLength(2);
    expect(toAnchors(one)).toBe(before);
  });

  const others: readonly (readonly [string, readonly ListedProvince[]])[] = [
    ['another address', [{ ...liaoning, url: 'https://yinzheng.zhejiang.example' }]],
    ['another name', [{ ...liaoning, name: '浙江省' }]],
    ['another code', [{ ...liaoning, code: '330000' }]],
    ['a later end', [{ ...liaoning, anchors: [{ ...ending, until: 1001 }, lasting] }]],
    ['no end', [{ ...liaoning, anchors: [{ certificate: ending.certificate }, lasting] }]],
    ['an end that was none', [{ ...liaoning, anchors: [ending, { ...lasting, until: 1 }] }]],
    ['another byte', [{ ...liaoning, anchors: [ending, { certificate: Uint8Array.of(7, 8, 0) }] }]],
    [
      'a byte more',
      [{ ...liaoning, anchors: [ending, { certificate: Uint8Array.of(7, 8, 9, 0) }] }],
    ],
    ['a root fewer', [{ ...liaoning, anchors: [ending] }]],
    ['a root more', [liaoning, jilin]],
    ['another order', [{ ...liaoning, anchors: [lasting, ending] }]],
    ['none', []],
  ];
  it.each(others)('are others with %s', (_what, provinces) => {
    const before = toAnchors(listOf([liaoning]));
    const anchors = toAnchors(listOf(provinces));
    expect(anchors).not.toBe(before);
    expect(anchors.map(({ certificate }) => certificate)).toEqual(
      provinces.flatMap((one) => one.anchors.map(({ certificate }) => certificate)),
    );
  });
});
