import { describe, expect, it } from 'vitest';
import { readObjectIdentifier } from '../../shared/formats/der.ts';
import { DerReader, readDer } from '../../shared/formats/der-reader.ts';
import {
  derObjectIdentifier,
  derSequence,
  derSetOf,
  derSmallInteger,
  toDer,
} from '../../shared/formats/der-writer.ts';
import { compareOctets } from '../../shared/formats/octets.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
const octets = (...values: readonly number[]) => Uint8Array.from(values);

describe('written DER', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('gives the length %d in as few octets as it can (X.690 section 10.1)', (length, header) => {
    const written = toDer(4, new Uint8Array(length));
    expect(hex(written.subarray(0, header.length / 2))).toBe(header);
    expect(readDer(written, 4).content.length).toBe(length);
  });

  it('joins what it holds', () => {
    expect(hex(toDer(0x31, octets(1), octets(2, 3)))).toBe('3103010203');
    expect(hex(derSequence(derSmallInteger(0), derSmallInteger(127)))).toBe('300602010002017f');
  });

  it.each([
    ['1.2.840.113549.1.7.2', '06092a864886f70d010702'],
    ['2.5.4.127', '060355047f'],
    ['2.5.4.128', '060455048100'],
    ['2.5.4.16383', '06045504ff7f'],
    ['2.5.4.16384', '06055504818000'],
    ['1.3', '06012b'],
    ['2.999', '06028837'],
  ])('writes the object identifier %s', (dotted, wanted) => {
    const written = derObjectIdentifier(dotted);
    expect(hex(written)).toBe(wanted);
    expect(readObjectIdentifier(new DerReader(written).next())).toBe(dotted);
  });

  it('sorts a SET OF by its octets, the shorter of two alike first (X.690 section 11.6)', () => {
    const members = [octets(2, 1), octets(1, 9, 9), octets(1, 9), octets(1, 2)];
    expect(hex(derSetOf(...members))).toBe(`3109${'0102'}${'0109'}${'010909'}${'0201'}`);
    expect(members[0]).toEqual(octets(2, 1));
  });

  it.each([
    [[], [], 0],
    [[1], [1], 0],
    [[], [0], -1],
    [[1, 2], [1], 1],
    [[1, 2], [2], -1],
    [[0xff], [0, 1], 1],
    [[1, 3, 0], [1, 2, 9], 1],
  ])('%j against %j', (one, other, sign) => {
    const compared = compareOctets(Uint8Array.from(one), Uint8Array.from(other));
    expect(Math.sign(compared)).toBe(sign);
  });
});
