import { describe, expect, it } from 'vitest';
import {
  readAscii,
  readBase64,
  readBase64url,
  readBase64urlInto,
  toAsciiText,
  toBase64,
  toBase64url,
  toSpan,
} from '../../shared/formats/base64url.ts';
import { refusalOf } from '../build/refusal-of.ts';

/** Every length up to a few groups of four, and some beyond the slab's share. */
const samples = [...Array(40).keys(), 8191, 8193, 20_000].map((length) =>
  Uint8Array.from({ length }, (_, at) => (at * 167 + length) & 0xff),
);

describe('base64url', () => {
  it('writes what the platform writes, and reads it back', () => {
    for (const bytes of samples) {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(Buffer.from(readBase64url(text)).equals(bytes)).toBe(true);
      expect(Buffer.from(readBase64url(new TextEncoder().encode(text))).equals(bytes)).toBe(true);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(Buffer.from(readBase64(toBase64(bytes))).equals(bytes)).toBe(true);
    }
  });

  it('writes text as UTF-8', () => {
    for (const text of ['', 'a', '证照', '𠮷野（示例）', 'x'.repeat(9000)]) {
      expect(toBase64url(text)).toBe(Buffer.from(text).toString('base64url'));
    }
  });

  it('accepts one spelling of each value only', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const [stem, accepted] of [
      ['', 0],
      ['A', 4],
      ['AA', 16],
      ['AAA', 64],
      ['AAAA', 0],
    ] as const) {
      const good = [...alphabet].filter(
        (last) => refusalOf(() => readBase64url(stem + last)) === undefined,
      );
      expect(good.length).toBe(accepted);
    }
  });

  it.each(['A', 'AAAAA', 'AA==', 'AAA=', 'AA A', 'AAA\n', '+AAA', '/AAA', 'AAA\0', 'AA.A', '~AAA'])(
    'refuses %j',
    (text) => {
      expect(refusalOf(() => readBase64url(text))).toBe('malformed base64url');
    },
  );

  it('refuses a character beyond ASCII wherever it stands', () => {
    for (const text of ['Ａ', 'AAAÀ', '证AAA', 'AA\u{20000}AA', 'AA\ud800A']) {
      expect(refusalOf(() => readBase64url(text))).toBe('malformed not-ascii');
    }
    expect(refusalOf(() => readBase64url(Uint8Array.of(65, 65, 65, 0xc0)))).toBe(
      'malformed base64url',
    );
  });

  it.each(['AA', 'AAA', 'AA=', 'AAAA=', 'AAAA==', '====', 'AB==', 'AAB=', 'A===', '-AAA', 'A\nAA'])(
    'refuses %j as base64 of a certificate',
    (text) => {
      expect(refusalOf(() => readBase64(text))).toBe('malformed base64');
    },
  );

  it('decodes a piece of longer codes, and nothing beside it', () => {
    const codes = readAscii('~~AQIDBA.BB.');
    expect([...readBase64url({ codes, from: 2, to: 8 })]).toEqual([1, 2, 3, 4]);
    expect(refusalOf(() => readBase64url({ codes, from: 9, to: 11 }))).toBe('malformed base64url');
    expect(refusalOf(() => readBase64url({ codes, from: 1, to: 8 }))).toBe('malformed base64url');
  });

  it('decodes into a buffer of the caller', () => {
    const target = new Uint8Array(16);
    expect(readBase64urlInto(toSpan(readAscii('AQIDBA')), target)).toBe(4);
    expect([...target.subarray(0, 5)]).toEqual([1, 2, 3, 4, 0]);
  });

  it('gives pieces that no later reading overwrites', () => {
    const first = readBase64url(toBase64url(Uint8Array.from({ length: 3000 }, () => 7)));
    for (let round = 0; round < 100; round += 1) readBase64url('_'.repeat(4000));
    expect(first.every((byte) => byte === 7)).toBe(true);
    expect(toAsciiText(readAscii('YZ1.abc~'))).toBe('YZ1.abc~');
  });
});
