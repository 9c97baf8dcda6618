import { describe, expect, it } from 'vitest';
import { PdfParser } from '../../shared/formats/document-parser.ts';
import { PdfName, PdfRef, PdfText } from '../../shared/formats/document-values.ts';
import { refusalOf } from '../build/refusal-of.ts';
import { toBytes } from '../build/small-documents.ts';

const parserOf = (text: string, at?: number) => new PdfParser(toBytes(text), at);
const read = (text: string) => parserOf(text).value();
const reasonOf = (text: string) => refusalOf(() => read(text))?.replace('malformed document-', '');
const name = (text: string) => new PdfName(text);
const textOf = (source: string) => {
  const value = read(source);
  return value instanceof PdfText ? Buffer.from(value.bytes).toString('latin1') : value;
};
/** All values in a row. */
function valuesOf(text: string) {
  const parser = parserOf(text);
  const values: unknown[] = [];
  for (parser.skip(); !parser.isAtEnd; parser.skip()) values.push(parser.value());
  return values;
}

describe('objects of a PDF (ISO 32000-2 section 7.3)', () => {
  it.each([
    ['null', null],
    ['true', true],
    ['false', false],
    ['true(', true],
    ['0', 0],
    ['+17', 17],
    ['-98', -98],
    ['4.', 4],
    ['34.5', 34.5],
    ['-.002', -0.002],
    ['+.5', 0.5],
    [`${'1'.repeat(20)}.${'5'.repeat(20)}`, Number('1'.repeat(20))],
    [`.${'5'.repeat(20)}`, 5 / 9],
    ['/A', name('A')],
    ['/', name('')],
    ['/A#20B#2fc', name('A B/c')],
    ['/a;_$@:1.5', name('a;_$@:1.5')],
    [`/${'n'.repeat(512)}`, name('n'.repeat(512))],
    ['12 0 R', new PdfRef(12, 0)],
    ['9999999999 65535 R', new PdfRef(9999999999, 65535)],
    ['1\0\t\n\f\r 0\0\t\n\f\r R', new PdfRef(1, 0)],
    ['[]', []],
    ['[1 0 R 2 3]', [new PdfRef(1), 2, 3]],
    ['[1 0 R/A]', [new PdfRef(1), name('A')]],
    ['[ [ ] ]', [[]]],
    ['<<>>', new Map()],
    [
      '<</A 1/B/C/D<</E null>> >>',
      new Map<string, unknown>([
        ['A', 1],
        ['B', name('C')],
        ['D', new Map([['E', null]])],
      ]),
    ],
  ])('%s is read', (source, value) => {
    expect(read(source)).toEqual(value);
  });

  it.each([
    ['', 'object'],
    ['nul', 'object'],
    ['nullify', 'object'],
    ['trueish', 'object'],
    ['falsehood', 'object'],
    ['R', 'object'],
    ['>>', 'object'],
    [')', 'object'],
    ['\x0b1', 'object'],
    ['[1 2', 'object'],
    ['<</A 1', 'object'],
    ['<</A>>', 'object'],
    ['<<1 2>>', 'object'],
    ['<</A 1 >', 'object'],
    ['<</A 1/A 2>>', 'doubled-name'],
    ['<</A 1/#41 2>>', 'doubled-name'],
    ['.', 'number'],
    ['+', 'number'],
    ['--1', 'number'],
    ['1.2.3', 'number'],
    ['1e5', 'number'],
    ['16#FF', 'number'],
    ['5obj', 'number'],
    ['1'.repeat(21), 'number'],
    [`1.${'1'.repeat(21)}`, 'number'],
    [`.${'1'.repeat(21)}`, 'number'],
    [`/${'n'.repeat(513)}`, 'name'],
    ['/A#', 'name'],
    ['/A#4', 'name'],
    ['/A#4G', 'name'],
    ['/A#G4', 'name'],
    ['(', 'string'],
    ['(a(b)', 'string'],
    ['(a\\)', 'string'],
    ['(\\', 'string'],
    ['<41', 'string'],
    ['<4G>', 'string'],
    ['<G4>', 'string'],
    ['<41(>', 'string'],
  ])('%s is refused', (source, reason) => {
    expect(reasonOf(source)).toBe(reason);
  });

  it('a reference is two whole numbers and an R by itself; anything else is numbers', () => {
    expect(valuesOf('1 0 R 2 0')).toEqual([new PdfRef(1), 2, 0]);
    expect(valuesOf('1 0 R[2]')).toEqual([new PdfRef(1), [2]]);
    expect(reasonOf('[1 0 RG]')).toBe('object');
    expect(reasonOf('[-1 0 R]')).toBe('object');
    expect(reasonOf('[1 -1 R]')).toBe('object');
    expect(reasonOf('[12345678901 0 R]')).toBe('object');
    expect(reasonOf('[1 123456 R]')).toBe('object');
    // however many blanks, and comments, stand between
    expect(read(`1${' '.repeat(100)}0${'\n'.repeat(100)}R`)).toEqual(new PdfRef(1));
    expect(read('1%one\n0 % none \r R')).toEqual(new PdfRef(1));
    expect(valuesOf('1/0')).toEqual([1, name('0')]);
  });

  it.each([...'()<>[]{}/%\0\t\n\f\r '])('a name and a number end before %j', (end) => {
    const [first, second] = [parserOf(`/Name${end}`), parserOf(`15${end}`)];
    expect([first.value(), first.at]).toEqual([name('Name'), 5]);
    expect([second.value(), second.at]).toEqual([15, 2]);
  });

  it('64 levels of nesting and no more, however many stand beside one another', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(reasonOf(nested(64))).toBeUndefined();
    expect(reasonOf(nested(65))).toBe('depth');
    const dictionaries = (levels: number) => `${'<</A'.repeat(levels)} 1${'>>'.repeat(levels)}`;
    expect(reasonOf(dictionaries(64))).toBeUndefined();
    expect(reasonOf(dictionaries(65))).toBe('depth');
    expect(reasonOf(`[${'[]'.repeat(100)}${'<<>>'.repeat(100)}]`)).toBeUndefined();
  });
});

describe('strings of a PDF (section 7.3.4)', () => {
  it.each([
    ['()', ''],
    ['(plain)', 'plain'],
    ['(a(b(c))d)', 'a(b(c))d'],
    ['(% <no> [comment])', '% <no> [comment]'],
    ['(\\n\\r\\t\\b\\f)', '\n\r\t\b\f'],
    ['(\\(\\)\\\\)', '()\\'],
    ['(\\x\\8\\9)', 'x89'],
    ['(\\x12)', 'x12'],
    ['(\\x\ny\\\n\nz)', 'x\ny\nz'],
    ['(a\\\nb\\\rc\\\r\nd)', 'abcd'],
    ['(a\\\n\rb)', 'a\rb'],
    ['(a\nb\r\nc)', 'a\nb\r\nc'],
    ['(\\53)', '+'],
    ['(\\053\\0053\\5)', '+\x053\x05'],
    ['(\\377\\400\\401)', '\xff\x00\x01'],
    ['(\xfe\xff)', '\xfe\xff'],
    ['<>', ''],
    ['<48656C6c6F>', 'Hello'],
    ['<48 65\0\t\n\f\r6C>', 'Hel'],
    ['<4>', '@'],
    ['<414>', 'A@'],
    ['<fF0>', '\xff\0'],
  ])('%j says %j', (source, said) => {
    expect(textOf(source)).toBe(said);
  });

  it('remembers where it stands, with its delimiters', () => {
    const [literal, digits] = [valuesOf(' (ab\\n) '), valuesOf('  <41 42>1')];
    expect(literal).toMatchObject([{ start: 1, end: 7, isHex: false }]);
    expect(digits).toMatchObject([{ start: 2, end: 9, isHex: true }, {}]);
    expect(digits[1]).toBe(1);
  });
});

describe('blanks, comments and words (section 7.2)', () => {
  it('passes over what separates, and nothing else', () => {
    expect(valuesOf('\0\t\n\f\r 1% a comment [\n2%another\r3 % the last')).toEqual([1, 2, 3]);
    expect(valuesOf('%\n%\r\n5')).toEqual([5]);
    const parser = parserOf('  5', 1);
    expect(parser.at).toBe(1);
    parser.skip();
    expect([parser.at, parser.isAtEnd]).toEqual([2, false]);
    parser.at = 3;
    expect(parser.isAtEnd).toBe(true);
  });

  it('a word is one by itself', () => {
    const parser = parserOf(' obj<<>> endobj');
    expect([parser.takeWord('ob'), parser.takeWord('objx'), parser.at]).toEqual([false, false, 1]);
    expect([parser.takeWord('obj'), parser.at]).toEqual([true, 4]);
    expect(refusalOf(() => parser.expectWord('endobj'))).toBe('malformed document-endobj');
    expect([parser.dictionary().size, parser.takeWord('endobj'), parser.isAtEnd]).toEqual([
      ...[0, true, true],
    ]);
  });

  it('a whole number has one to ten digits', () => {
    expect(parserOf(' 0123456789 ').whole()).toBe(123456789);
    for (const source of ['', 'x', '-1', '+1', '12345678901', '/1']) {
      expect(
        refusalOf(() => parserOf(source).whole()),
        source,
      ).toBe('malformed document-number');
    }
    const parser = parserOf('12 34.5');
    expect([parser.whole(), parser.whole(), parser.at]).toEqual([12, 34, 5]);
  });
});
