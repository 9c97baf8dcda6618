import { describe, expect, it } from 'vitest';
import { base32Length, readBase32Run, toBase32 } from '../../shared/formats/base32.ts';
import {
  readAscii,
  readAsciiInto,
  readBase64,
  readBase64url,
  readBase64urlInto,
  takeBytes,
  toAsciiText,
  toBase64,
  toSpan,
} from '../../shared/formats/base64url.ts';
import { refusalOf } from '../build/refusal-of.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 section 6 word for word: bits in fives, the last filled up with zeros. */
const spell = (bytes: Uint8Array) =>
  (
    Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');

const samples = [...Array(24).keys(), 400, 1000].map((length) =>
  Uint8Array.from({ length }, (_, at) => (at * 167 + length * 91) & 0xff),
);

describe('Base32', () => {
  it('is spelt as RFC 4648 has it, at every length, and read again', () => {
    for (const bytes of samples) {
      const text = toBase32(bytes);
      expect(text).toBe(spell(bytes));
      expect(text).toHaveLength(base32Length(bytes.length));
      expect(readBase32Run(text, 0)).toEqual(bytes);
      expect(readBase32Run(`${text}!`, 0)).toEqual(bytes);
    }
    for (const bytes of samples)
      expect(toBase32(bytes.map(() => 255))).toBe(spell(bytes.map(() => 255)));
  });

  it('has one spelling of each value: unused bits are zero, and no length that no bytes have', () => {
    const endings = (stem: string) =>
      [...alphabet].filter((last) => refusalOf(() => readBase32Run(stem + last, 0)) === undefined);
    const counts = Array.from({ length: 17 }, (_, at) => endings('A'.repeat(at)).length);
    const ofGroup = [0, 8, 0, 2, 16, 0, 4, 32];
    expect(counts).toEqual([...ofGroup, ...ofGroup, 0]);
    for (const text of ['A', 'AB', 'AAA', 'AAAB', 'AAAAB', 'AAAAAA', 'AAAAAAB'])
      expect(refusalOf(() => readBase32Run(text, 0))).toBe('malformed base32');
  });

  it.each([
    '0',
    '1',
    '8',
    '9',
    'a',
    'z',
    '=',
    '-',
    '@',
    '[',
    ' ',
    '\n',
    '\0',
    'À',
    '证',
    '𠮷',
    '~',
  ])('ends before %j, wherever it stands', (other) => {
    const bytes = Uint8Array.from({ length: 25 }, (_, at) => at + 1);
    const text = toBase32(bytes);
    for (const at of [0, 8, 16, 24, 32]) {
      const cut = `${text.slice(0, at)}${other}${text.slice(at)}`;
      expect(readBase32Run(cut, 0)).toEqual(bytes.subarray(0, (at / 8) * 5));
    }
    for (const at of [2, 4, 5, 7, 10]) {
      const zeros = new Uint8Array(Math.floor((at * 5) / 8));
      const stem = toBase32(bytes.subarray(0, zeros.length));
      expect(readBase32Run(`${stem}${other}AAAAAAAA`, 0)).toHaveLength(zeros.length);
      expect(readBase32Run(`${'A'.repeat(at)}${other}AAAAAAAA`, 0)).toEqual(zeros);
    }
  });

  it('is read from a place on, as bytes that no later reading overwrites', () => {
    const first = readBase32Run('....MZXW6YTB', 4);
    readBase32Run('7'.repeat(2000), 0);
    expect(Buffer.from(first).toString()).toBe('fooba');
    expect(readBase32Run('MZXW6YTB', 8)).toHaveLength(0);
  });
});

describe('ASCII codes', () => {
  it.each(['Àa', 'aÀ', 'À', '证ab', 'abc\u0080', '\ud800'])('are none of %j', (text) => {
    for (const room of [text.length, text.length + 1, 99])
      expect(refusalOf(() => readAsciiInto(text, new Uint8Array(room)))).toBe(
        'malformed not-ascii',
      );
    expect(refusalOf(() => readAscii(text))).toBe('malformed not-ascii');
  });

  it('are all of a text, from NUL to DEL', () => {
    const text = String.fromCharCode(...Array(128).keys());
    expect([...readAscii(text)]).toEqual([...Array(128).keys()]);
    expect(toAsciiText(readAscii(text))).toBe(text);
    const target = new Uint8Array(130).fill(7);
    expect(readAsciiInto(text, target)).toBe(target);
    expect([...target.subarray(126)]).toEqual([126, 127, 7, 7]);
  });
});

describe('pieces of a slab', () => {
  it('are as long as they were asked for, zero, and of nobody else', () => {
    const lengths = [0, 1, ...Array(9).fill(8191), ...Array(9).fill(8192), 8193, 65_537];
    const pieces = lengths.map(takeBytes);
    for (const [at, piece] of pieces.entries()) {
      expect(piece).toHaveLength(lengths[at] ?? -1);
      expect(Buffer.from(piece).equals(new Uint8Array(piece.length))).toBe(true);
      piece.fill(at + 1);
    }
    for (const [at, piece] of pieces.entries())
      expect(Buffer.from(piece).equals(new Uint8Array(piece.length).fill(at + 1))).toBe(true);
  });
});

describe('base64', () => {
  it('is written into a buffer from a place on, and nowhere else', () => {
    const target = new Uint8Array(12).fill(9);
    expect(readBase64urlInto(toSpan(readAscii('AQIDBA')), target, 3)).toBe(4);
    expect([...target]).toEqual([9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9, 9]);
    expect(readBase64urlInto({ codes: readAscii('~AQI~'), from: 1, to: 4 }, target, 10)).toBe(2);
    expect([...target.subarray(9)]).toEqual([9, 1, 2]);
    expect(readBase64urlInto({ codes: readAscii('~AQID~'), from: 1, to: 5 }, target, 4)).toBe(3);
    expect([...target.subarray(3, 9)]).toEqual([1, 1, 2, 3, 9, 9]);
  });

  it('has one spelling of each value, padded or not', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const endings = (stem: string, padding: string) =>
      [...letters].filter(
        (last) => refusalOf(() => readBase64(stem + last + padding)) === undefined,
      ).length;
    expect(['', '=', '=='].map((padding) => endings('A', padding))).toEqual([0, 0, 4]);
    expect(['', '=', '=='].map((padding) => endings('AA', padding))).toEqual([0, 16, 0]);
    expect(['', '=', '=='].map((padding) => endings('AAA', padding))).toEqual([64, 0, 0]);
    expect(refusalOf(() => readBase64('AAAA===='))).toBe('malformed base64');
    expect(readBase64('')).toHaveLength(0);
  });

  it.each([
    ...['!AAA', 'A!AA', 'AA!A', 'AAA!', '!AAAAAAA'],
    ...['AAAA!A', 'AAAAA!', 'AAAA!AA', 'AAAAA!A', 'AAAAAA!'],
  ])('refuses what is outside of its letters, wherever it stands: %j', (text) => {
    expect(refusalOf(() => readBase64url(text))).toBe('malformed base64url');
    const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
    expect(refusalOf(() => readBase64(padded))).toBe('malformed base64');
  });

  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %j as RFC 4648 does', (plain, encoded) => {
    expect(toBase64(Buffer.from(plain))).toBe(encoded);
    expect(Buffer.from(readBase64(encoded)).toString()).toBe(plain);
  });
});
