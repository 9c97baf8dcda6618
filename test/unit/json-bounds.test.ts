import { describe, expect, it } from 'vitest';
import { readAscii, toBase64url, toSpan } from '../../shared/formats/base64url.ts';
import { toCanonicalJson } from '../../shared/formats/canonical-json.ts';
import { readEncodedJson, readStrictJson } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { refusalOf } from '../build/refusal-of.ts';

const limits = { maxBytes: 300_000 };
const read = (text: string | Uint8Array) => readStrictJson(text, limits);
const asEncoded = (texts: readonly string[]) =>
  texts.map((text) => toSpan(readAscii(toBase64url(text))));

/** Reason and place of a refusal. */
function placeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'taken';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { reason, detail = 'no place' } = error.details;
    return `${reason} ${detail}`.replace(/^json-/, '').replace('at character ', '');
  }
}

describe('the place of what strict JSON refuses', () => {
  it.each([
    ['', 'syntax 0'],
    ['  ', 'syntax 2'],
    ['\ufeff{}', 'bom 0'],
    ['[1] 2', 'trailing 4'],
    ['{} \n}', 'trailing 4'],
    ['[1 2]', 'syntax 3'],
    ['[1,]', 'syntax 3'],
    ['[[1],x]', 'syntax 5'],
    ['{"a" 1}', 'syntax 5'],
    ['{"a":1 "b":2}', 'syntax 7'],
    ['{"a":1,}', 'syntax 7'],
    ['{"a":1,2}', 'syntax 7'],
    ['[nul]', 'syntax 1'],
    ['[-]', 'syntax 1'],
    ['[12, 1e400]', 'number 5'],
    ['"ab', 'syntax 3'],
    ['"a\nb"', 'syntax 2'],
    ['"a\\x"', 'syntax 2'],
    ['"a\\n\nb"', 'syntax 4'],
    ['"a\\n', 'syntax 4'],
    ['"a\\ud800b\\n"', 'surrogate 2'],
    ['"a\ud800"', 'surrogate no place'],
    ['{"a":{"b":1},"__proto__":1}', 'proto-name 13'],
    ['{"a":{"b":1,"c":[2], "b":3}}', 'duplicate-name 20'],
    ['{"a":[],"b":{"a":1},"\\u0061":1,"b":2}', 'duplicate-name 20'],
    [`[${'['.repeat(16)}`, 'depth 16'],
  ])('%j', (text, place) => {
    expect(placeOf(() => read(text))).toBe(place);
    if (!place.startsWith('surrogate no')) {
      const encoded = asEncoded(['[1]', text]);
      expect(placeOf(() => readEncodedJson(encoded, limits))).toBe(place);
    }
  });

  it('is none for a text that is too long, or no text at all', () => {
    expect(placeOf(() => readStrictJson('[]', { maxBytes: 1 }))).toBe('too-large no place');
    expect(placeOf(() => read(Uint8Array.of(0xff)))).toBe('utf8 no place');
  });
});

describe('names of members', () => {
  it.each([
    ['alike to a hash', ['Aa', 'BB', 'AaAa', 'BBBB', 'AaBB', 'BBAa']],
    ['that begin alike', ['a', 'ab', 'abc', 'abcd']],
    ['that begin alike and have one place in the memory of names', ['A', 'Ab']],
    ['of 63 to 66 characters', [63, 64, 65, 66].map((length) => 'n'.repeat(length))],
    ['that differ in their last character', [`${'n'.repeat(80)}a`, `${'n'.repeat(80)}b`]],
    ['escaped and not', ['a\\b', 'a"b', 'a\tb', '证', '𠮷', '\u007f', '']],
  ])('are told apart: %s', (_, names) => {
    const entries = names.map((name, at) => [name, at] as const);
    const object = Object.fromEntries(entries);
    for (const each of [object, Object.fromEntries(entries.toReversed()), [object, object]]) {
      expect(read(JSON.stringify(each))).toEqual(each);
      expect(JSON.stringify(read(JSON.stringify(each)))).toBe(JSON.stringify(each));
    }
  });

  it('are told apart also when there are more than are remembered', () => {
    const names = Array.from({ length: 700 }, (_, at) => `KZ_${at.toString(36)}`);
    const object = Object.fromEntries(names.map((name, at) => [name, at]));
    expect(read(JSON.stringify(object))).toEqual(object);
    expect(read(JSON.stringify(object))).toEqual(object);
  });

  it.each(['{"a', '{"a\u0001":1}', '{"a\n":1}', '{"a\\', '{"', '{"a\\q":1}'])(
    'end with a quote and hold no control character: %j',
    (text) => {
      expect(refusalOf(() => read(text))).toBe('malformed json-syntax');
    },
  );
});

describe('texts', () => {
  it.each(['"\\n a b"', '"a \\\\ "', '" \\u0020 "', '"\\"~\u007f"'])(
    'may have blanks: %s',
    (text) => {
      expect(read(text)).toBe(JSON.parse(text));
    },
  );
});

describe('numbers', () => {
  it.each([
    '999999999999999',
    '1000000000000000',
    '9007199254740993',
    '12345678901234567890',
    '1234567890123456789012345678901234567890',
    '-999999999999999',
    '100000000000000.5',
    '123456789012345e3',
    '0E0',
  ])('%s is what JSON.parse makes of it', (text) => {
    expect(read(text)).toBe(JSON.parse(text));
    expect(read(`[${text}]`)).toEqual([JSON.parse(text)]);
  });

  it.each([
    ['9007199254740991', undefined],
    ['-9007199254740991', undefined],
    ['999999999999999', undefined],
    ['9007199254740992', 'malformed json-number'],
    ['-9007199254740992', 'malformed json-number'],
    ['9007199254740993', 'malformed json-number'],
    ['-1.0', 'malformed json-number'],
    ['-1e0', 'malformed json-number'],
    ['1E0', 'malformed json-number'],
    ['00', 'malformed json-trailing'],
    ['-00', 'malformed json-trailing'],
  ])('%s where they are to be whole: %s', (text, refusal) => {
    const whole = { ...limits, integersOnly: true };
    expect(refusalOf(() => readStrictJson(text, whole))).toBe(refusal);
  });
});

describe('several texts at once', () => {
  it('have the size that is told, all together, and not one character more', () => {
    const parts = asEncoded(['[1]', '[2]', '[3]']);
    const refusal = (maxBytes: number) => refusalOf(() => readEncodedJson(parts, { maxBytes }));
    expect(refusal(12)).toBeUndefined();
    expect(refusal(11)).toBe('malformed json-too-large');
    const within = { codes: readAscii('~~~~e30~'), from: 4, to: 7 };
    expect(readEncodedJson([within], { maxBytes: 3 })).toEqual([{}]);
  });

  it.each([12_287, 20_000, 49_151, 49_152, 70_000])('are read whole at %i bytes', (size) => {
    const texts = [`"${'x'.repeat(size - 2)}"`, '[1]'];
    const values = readEncodedJson(asEncoded(texts), limits);
    expect(values).toEqual(texts.map((text) => JSON.parse(text)));
    expect(readEncodedJson(asEncoded(['{}']), limits)).toEqual([{}]);
  });

  it('are none where there is none, and one is refused where its part is empty', () => {
    expect(readEncodedJson([], limits)).toEqual([]);
    expect(placeOf(() => readEncodedJson(asEncoded(['', '1']), limits))).toBe('syntax 0');
  });

  it('end where each ends: none takes in what stands behind it', () => {
    expect(placeOf(() => readEncodedJson(asEncoded(['1', '2 3']), limits))).toBe('trailing 2');
    expect(placeOf(() => readEncodedJson(asEncoded(['1\0']), limits))).toBe('trailing 2');
    expect(readEncodedJson(asEncoded([' 1 ', '\t2\r\n']), limits)).toEqual([1, 2]);
  });
});

describe('canonical JSON', () => {
  /** RFC 8785 section 3.2.3: names in the order of their UTF-16 units. */
  it('has members in the order that RFC 8785 shows', () => {
    const given = {
      ...{ '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet' },
      ...{ 1: 'One', '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control' },
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const names = [...toCanonicalJson(given).matchAll(/:"([^"]*)"/g)].map(([, value]) => value);
    expect(names).toEqual([
      ...['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis'],
      ...['Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet'],
    ]);
  });

  it('orders members at every level, and leaves arrays as they are', () => {
    const given = { b: [3, 1, { d: null, c: 'x"' }], a: { z: [], y: {} }, 10: true, 9: -0.5 };
    expect(toCanonicalJson(given)).toBe(
      '{"10":true,"9":-0.5,"a":{"y":{},"z":[]},"b":[3,1,{"c":"x\\"","d":null}]}',
    );
    expect([[], {}, 'a', 1, null].map(toCanonicalJson)).toEqual(['[]', '{}', '"a"', '1', 'null']);
  });
});
