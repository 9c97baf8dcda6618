import { encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { CborTag, type CborValue, toCbor } from '../../shared/formats/cbor.ts';
import { readCbor } from '../../shared/formats/cbor-reader.ts';
import { refusalOf } from '../build/refusal-of.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const ofHex = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const refusal = (hex: string) => refusalOf(() => readCbor(ofHex(hex)));

/** RFC 8949 appendix A, of what this service writes. */
const known: readonly (readonly [CborValue, string])[] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [1_000_000_000_000, '1b000000e8d4a51000'],
  [-1, '20'],
  [-10, '29'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [new Uint8Array(), '40'],
  [Uint8Array.of(1, 2, 3, 4), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['ü', '62c3bc'],
  ['水', '63e6b0b4'],
  ['𐅑', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [
    Array.from({ length: 25 }, (_, at) => at + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  [new Map(), 'a0'],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    'a201020304',
  ],
  [['a', new Map([['b', 'c']])], '826161a161626163'],
  [new CborTag(1, 1_363_896_240), 'c11a514b67b0'],
  [new CborTag(23, Uint8Array.of(1, 2, 3, 4)), 'd74401020304'],
  [new CborTag(24, new Uint8Array([0x64, 0x49, 0x45, 0x54, 0x46])), 'd818456449455446'],
  [new CborTag(32, 'http://www.example.com'), 'd82076687474703a2f2f7777772e6578616d706c652e636f6d'],
];

describe('CBOR in its deterministic encoding, RFC 8949', () => {
  it.each(known)('is what appendix A shows: %j', (value, hex) => {
    expect(hexOf(toCbor(value))).toBe(hex);
    expect(readCbor(ofHex(hex))).toEqual(value);
  });

  it.each([
    ...[0xff, 0x100, 0xffff, 0x1_0000, 0x1234_5678, 0x8000_0000, 0xffff_ffff],
    ...[2 ** 32, 2 ** 32 + 1, 2 ** 40 + 2 ** 31, 2 ** 53 - 1],
  ])('writes %i and its counterpart below zero in as few bytes as they need', (number) => {
    for (const value of [number, -1 - number, -number]) {
      if (!Number.isSafeInteger(value)) continue;
      expect(hexOf(toCbor(value))).toBe(hexOf(encode(value)));
      expect(readCbor(toCbor(value))).toBe(value);
    }
  });

  it('writes keys in the order of their bytes, whichever way they come', () => {
    const keys = [10, 100, 101, -1, 'z', 'aa', 'ab', ''];
    const expected = 'a8 0a00 186400 186500 2000 6000 617a00 62616100 62616200';
    for (const order of [keys, keys.toReversed()]) {
      const map = new Map(order.map((key) => [key, 0] as const));
      expect(hexOf(toCbor(map))).toBe(expected.replaceAll(' ', ''));
    }
  });

  it.each([1, 4000, 4086, 4087, 4096, 5000, 20_000])('writes texts and bytes of %i', (length) => {
    const values = ['a'.repeat(length), '证'.repeat(length), new Uint8Array(length).fill(7)];
    for (const value of [...values, values, new Map(values.map((one, at) => [at, one]))]) {
      const bytes = toCbor(value);
      expect(Buffer.from(encode(value)).equals(bytes)).toBe(true);
      expect(readCbor(bytes)).toEqual(value);
    }
  });

  it('writes on after a value that cannot be written', () => {
    for (const value of [1.5, 2 ** 53, '\ud800'])
      expect(() => toCbor(['before', value as never])).toThrow('written in CBOR');
    expect(hexOf(toCbor([1, 2, 3]))).toBe('83010203');
  });

  it('has room for many small values', () => {
    const bytes = toCbor(Array(600_000).fill(0));
    expect(bytes).toHaveLength(5 + 600_000);
    expect(hexOf(bytes.subarray(0, 7))).toBe('9a000927c00000');
  });

  it('gives bytes of its own', () => {
    const first = toCbor([1, 2, 3]);
    toCbor(['another', 'value']);
    expect(hexOf(first)).toBe('83010203');
  });
});

describe('CBOR in any other encoding', () => {
  it.each([
    ['24 in two bytes', '1818', undefined],
    ['23 in two bytes', '1817', 'cbor-not-shortest'],
    ['256 in three', '190100', undefined],
    ['255 in three', '1900ff', 'cbor-not-shortest'],
    ['65536 in five', '1a00010000', undefined],
    ['65535 in five', '1a0000ffff', 'cbor-not-shortest'],
    ['2^32 in nine', '1b0000000100000000', undefined],
    ['2^32 - 1 in nine', '1b00000000ffffffff', 'cbor-not-shortest'],
    ['2^53 - 1', '1b001fffffffffffff', undefined],
    ['2^53', '1b0020000000000000', 'cbor-number'],
    ['-(2^53 - 1)', '3b001ffffffffffffe', undefined],
    ['-2^53', '3b001fffffffffffff', 'cbor-number'],
    ['a length of bytes', '580141', 'cbor-not-shortest'],
    ['a count of an array', '9801 00', 'cbor-not-shortest'],
    ['a count of a map', 'b801 0000', 'cbor-not-shortest'],
    ['a tag', 'd817 00', 'cbor-not-shortest'],
    ['additional information 28', '1c', 'cbor-type'],
    ['additional information 30', '9e', 'cbor-type'],
    ['additional information 31', '1f', 'cbor-indefinite'],
    ['open bytes', '5f4101ff', 'cbor-indefinite'],
    ['an open array', '9f01ff', 'cbor-indefinite'],
    ['false', 'f4', 'cbor-type'],
    ['undefined', 'f7', 'cbor-type'],
    ['a simple value', 'f820', 'cbor-type'],
    ['a float of four bytes', 'fa47c35000', 'cbor-type'],
    ['a float of eight bytes', 'fb3ff199999999999a', 'cbor-type'],
    ['a float of eight bytes that begins with zeros', 'fb0000000000000001', 'cbor-type'],
    ['a break', 'ff', 'cbor-indefinite'],
  ])('%s: %s', (_, hex, reason) => {
    expect(refusal(hex)).toBe(reason === undefined ? undefined : `malformed ${reason}`);
  });

  it.each([
    ['an argument', '1900'],
    ['bytes', '4201'],
    ['an array', '8201'],
    ['a map behind a key', 'a101'],
    ['a map between entries', 'a20102'],
    ['a tag', 'd2'],
    ['bytes of 2^53 - 1', '5b001fffffffffffff'],
    ['an array of 2^32', '9b0000000100000000'],
  ])('is refused where %s is cut short', (_, hex) => {
    expect(refusal(hex)).toBe('malformed cbor-truncated');
  });

  it.each([
    ['the same number', 'a2 0100 0101', 'cbor-key-doubled'],
    ['the same number with the same value', 'a2 0100 0100', 'cbor-key-doubled'],
    ['the same text', 'a2 616100 616101', 'cbor-key-doubled'],
    ['the same text with the same value', 'a2 616100 616100', 'cbor-key-doubled'],
    ['the same empty text', 'a2 6000 6001', 'cbor-key-doubled'],
    ['the same long number', 'a2 19010000 19010001', 'cbor-key-doubled'],
    ['a smaller number', 'a2 0200 0100', 'cbor-key-order'],
    ['a smaller number in its second byte', 'a2 186500 186400', 'cbor-key-order'],
    ['a number below zero before one above', 'a2 2000 0100', 'cbor-key-order'],
    ['a smaller text in its last letter', 'a2 62616200 62616100', 'cbor-key-order'],
    ['a smaller third', 'a3 0100 0300 0200', 'cbor-key-order'],
    ['bytes', 'a1 4000', 'cbor-key'],
    ['an array', 'a1 8000', 'cbor-key'],
    ['a tag', 'a1 c10000', 'cbor-key'],
    ['rising keys', 'a4 0100 186400 2000 6100 00', 'nothing'],
  ])('has keys that rise: %s', (_, hex, reason) => {
    expect(refusal(hex)).toBe(reason === 'nothing' ? undefined : `malformed ${reason}`);
  });

  it('has eight levels and not one more, of whatever they are', () => {
    const levels = (head: string, count: number) => `${head.repeat(count)}00`;
    for (const head of ['81', 'c1', 'a100']) {
      expect(refusal(levels(head, 8))).toBeUndefined();
      expect(refusal(levels(head, 9))).toBe('malformed cbor-depth');
    }
    expect(refusal(levels('a1', 8))).toBe('malformed cbor-truncated');
    for (const count of [9, 50_000])
      expect(refusal(levels('a1', count))).toBe('malformed cbor-depth');
  });

  it.each(['61ff', '62c080', '63eda080', '64f4908080', '61c3', '6180'])(
    'has texts of well-formed UTF-8 only: %s',
    (hex) => {
      expect(refusal(hex)).toBe('malformed cbor-text');
    },
  );

  it('keeps a byte order mark that is in a text', () => {
    expect(readCbor(ofHex('64efbbbf61'))).toBe('\ufeffa');
  });

  it('is one item: nothing, and anything behind it, is refused', () => {
    expect(refusal('')).toBe('malformed cbor-truncated');
    expect(refusal('0000')).toBe('malformed cbor-trailing');
    expect(refusal('8000')).toBe('malformed cbor-trailing');
  });
});
