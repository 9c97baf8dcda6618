import { describe, expect, it } from 'vitest';
import { readAscii, toBase64url, toSpan } from '../../shared/formats/base64url.ts';
import { isJsonObject, readEncodedJson, readStrictJson } from '../../shared/formats/strict-json.ts';
import { acceptedJson, refusedJson } from '../build/json-texts.ts';
import { refusalOf } from '../build/refusal-of.ts';

const read = (text: string | Uint8Array) => readStrictJson(text, { maxBytes: 100_000 });
const refusal = (text: string | Uint8Array) => refusalOf(() => read(text));

describe('strict JSON', () => {
  it.each(acceptedJson)('reads %j as JSON.parse does', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
    expect(Object.is(read(text), JSON.parse(text)) || typeof read(text) === 'object').toBe(true);
    expect(read(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
  });

  it.each(refusedJson)('refuses %j: %s', (text, reason) => {
    expect(refusal(text)).toBe(`malformed json-${reason}`);
  });

  it.each([
    ['a byte alone', [0x22, 0xff, 0x22]],
    ['a continuation alone', [0x22, 0x80, 0x22]],
    ['an overlong form', [0x22, 0xc1, 0xbf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xbf, 0xbf, 0x22]],
    ['beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a character cut short', [0x22, 0xe8, 0xaf]],
    ['UTF-16', [0x7b, 0x00, 0x7d, 0xd8]],
  ])('refuses UTF-8 with %s', (_, bytes) => {
    expect(refusal(Uint8Array.from(bytes))).toBe('malformed json-utf8');
  });

  it('refuses a byte order mark in bytes', () => {
    expect(refusal(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBe('malformed json-bom');
  });

  it('takes sixteen levels and not one more, or as many as it is told', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    const objects = (levels: number) => '{"a":'.repeat(levels) + 1 + '}'.repeat(levels);
    expect(refusal(nested(16))).toBeUndefined();
    expect(refusal(nested(17))).toBe('malformed json-depth');
    expect(refusal(objects(16))).toBeUndefined();
    expect(refusal(objects(17))).toBe('malformed json-depth');
    expect(refusal('['.repeat(50_000))).toBe('malformed json-depth');
    const told = { maxBytes: 1000, maxDepth: 2 };
    expect(refusalOf(() => readStrictJson('[[]]', told))).toBeUndefined();
    expect(refusalOf(() => readStrictJson('[[[]]]', told))).toBe('malformed json-depth');
  });

  it('takes whole numbers only where it is asked to', () => {
    const readWhole = (text: string) => readStrictJson(text, { maxBytes: 100, integersOnly: true });
    for (const text of ['0', '-1', '9007199254740991', '-9007199254740991']) {
      expect(readWhole(text)).toBe(Number(text));
    }
    for (const text of ['1.0', '1e2', '1E2', '0.5', '9007199254740992', '-9007199254740993']) {
      expect(refusalOf(() => readWhole(text))).toBe('malformed json-number');
    }
    expect(readWhole('["1.5","1e5",true]')).toEqual(['1.5', '1e5', true]);
  });

  it('bounds the size', () => {
    expect(refusalOf(() => readStrictJson('"abc"', { maxBytes: 4 }))).toBe(
      'malformed json-too-large',
    );
    expect(readStrictJson('"ab"', { maxBytes: 4 })).toBe('ab');
    expect(refusalOf(() => readStrictJson(new Uint8Array(5), { maxBytes: 4 }))).toBe(
      'malformed json-too-large',
    );
  });

  it('tells the place and never the content, under the code asked for', () => {
    const readBody = () =>
      readStrictJson('{"a":1,"秘密":2,"秘密":3}', { maxBytes: 99, code: 'request-invalid' });
    expect(readBody).toThrow(
      expect.objectContaining({
        code: 'request-invalid',
        details: { reason: 'json-duplicate-name', detail: 'at character 14' },
      }),
    );
  });

  it('leaves no trace on the prototype of objects', () => {
    read('{"constructor":{"prototype":{"polluted":true}},"toString":1}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('tells objects from the rest', () => {
    expect([{}, [], null, 'a', 1, undefined].map(isJsonObject)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('several JSON texts in base64url', () => {
  const readTexts = (texts: readonly (string | Uint8Array)[]) =>
    readEncodedJson(
      texts.map((text) => toSpan(readAscii(toBase64url(text)))),
      { maxBytes: 200_000 },
    );

  it('are read one by one', () => {
    expect(readTexts([])).toEqual([]);
    expect(readTexts(['{"证":1}', ' [ ] ', '"𠮷"', '-1.5'])).toEqual([{ 证: 1 }, [], '𠮷', -1.5]);
    const long = 'x'.repeat(60_000);
    expect(readTexts([JSON.stringify(long), JSON.stringify([long])])).toEqual([long, [long]]);
    expect(readTexts(['[1]'])).toEqual([[1]]);
  });

  it.each([
    ['a border in one and nothing in the next', ['1\0 2', '']],
    ['a border in one and blanks in the next', ['1\0 2', ' ']],
    ['two in one', ['1\0 2', '3']],
    ['two in the last', ['1', '2\0 3']],
    ['a border at the end', ['1\0']],
    ['a border at the beginning', ['\0 1']],
    ['a border in a string', ['"a\0b"']],
    ['an array over the border', ['[1', '2]']],
    ['a string over the border', ['"a', 'b"']],
    ['a comma over the border', ['[1],', '[2]']],
    ['nothing', ['']],
    ['nothing between', ['1', '', '2']],
  ])('are refused with %s', (_, texts) => {
    expect(refusalOf(() => readTexts(texts))).toMatch(/^malformed json-(syntax|trailing)$/);
  });

  it('are refused with a character over the border', () => {
    const [head, tail] = [Uint8Array.of(0x22, 0xe8, 0xaf), Uint8Array.of(0x81, 0x22)];
    expect(refusalOf(() => readTexts([head, tail]))).toBe('malformed json-utf8');
  });

  it('are bounded together, and a fault is placed in its own', () => {
    const parts = [toSpan(readAscii('AAAA')), toSpan(readAscii('AAAA'))];
    expect(refusalOf(() => readEncodedJson(parts, { maxBytes: 7 }))).toBe(
      'malformed json-too-large',
    );
    expect(() => readTexts(['[1,2,3]', '[x]'])).toThrow(
      expect.objectContaining({ details: { reason: 'json-syntax', detail: 'at character 1' } }),
    );
  });
});
