import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { decodeStream, undoPngFilters } from '../../shared/formats/document-filters.ts';
import { readObjectAt, readStreamAt } from '../../shared/formats/document-objects.ts';
import { PdfParser } from '../../shared/formats/document-parser.ts';
import { PdfStream } from '../../shared/formats/document-values.ts';
import { refusalOf } from '../build/refusal-of.ts';
import { reasonOf, toBytes } from '../build/small-documents.ts';

const objectOf = (text: string) => readObjectAt(toBytes(text), 0);
const whyNot = (text: string) =>
  refusalOf(() => objectOf(text))?.replace('malformed document-', '');
const inStream = (data: string, length: unknown, eol = '\n') =>
  `7 0 obj <</Length ${length}>>stream${eol}${data}\nendstream endobj`;

describe('indirect objects (ISO 32000-2 section 7.3.8 and 7.3.10)', () => {
  it('have a number, a generation and one value', () => {
    expect(objectOf('7 2 obj 5 endobj')).toEqual({ number: 7, generation: 2, value: 5, end: 16 });
    expect(objectOf('7 0 obj<</A 1>>endobj').value).toEqual(new Map([['A', 1]]));
    expect(readObjectAt(toBytes('1 0 obj 7 0 obj null endobj'), 8).number).toBe(7);
  });

  it('hold no more values, all together, than who reads them has room for', () => {
    const budget = { left: 6 };
    const bytes = toBytes('1 0 obj [1 <</A(2)>>] endobj');
    expect(readObjectAt(bytes, 0, { budget }).number).toBe(1);
    expect(budget.left).toBe(2);
    expect(refusalOf(() => readObjectAt(bytes, 0, { budget }))).toBe('malformed document-size');
  });

  it.each(['\n', '\r\n'])('a stream begins behind %j and is as long as it says', (eol) => {
    const { value } = objectOf(inStream('a\nb', 3, eol));
    expect(value).toEqual(new PdfStream(new Map([['Length', 3]]), toBytes('a\nb')));
    expect(objectOf(inStream('', 0, eol)).value).toMatchObject({ data: toBytes('') });
  });

  it.each([
    ['obj 5 endobj', 'number'],
    ['7 obj 5 endobj', 'number'],
    ['7 0 5 endobj', 'obj'],
    ['7 0 obj 5', 'endobj'],
    ['7 0 obj 5 6 endobj', 'endobj'],
    ['7 0 obj 5 stream\n\nendstream endobj', 'endobj'],
    [inStream('abc', 3, '\r'), 'stream'],
    [inStream('abc', 3, ' '), 'stream'],
    [inStream('abc', 3, ' \n'), 'stream'],
    [inStream('abc', 3, '\r\r\n'), 'stream'],
    [inStream('abc', 2), 'endstream'],
    [inStream('abc', 5), 'endstream'],
    [inStream('abc', -1), 'length'],
    [inStream('abc', '(3)'), 'length'],
    [inStream('abc', 'null'), 'length'],
    [inStream('abc', '8 0 R'), 'length'],
    [inStream('abc', 1000), 'length'],
    ['7 0 obj<<>>stream\nabc\nendstream endobj', 'length'],
    ['7 0 obj<</Length 3>>stream\nabc\nendstream', 'endobj'],
    // up to the last byte, and one further
    ['7 0 obj<</Length 3>>stream\nabc', 'endstream'],
    ['7 0 obj<</Length 4>>stream\nabc', 'length'],
  ])('%j is refused', (source, reason) => {
    expect(whyNot(source)).toBe(reason);
  });

  it('a length that stands elsewhere is asked for', () => {
    const bytes = toBytes(inStream('abc', '8 0 R'));
    const asked: number[] = [];
    const { value } = readObjectAt(bytes, 0, {
      findLength: ({ number }) => asked.push(number) * 3,
    });
    expect([asked, (value as PdfStream).data]).toEqual([[8], toBytes('abc')]);
  });

  it('cross-references are a stream that says itself how long it is', () => {
    const { number, stream } = readStreamAt(toBytes(inStream('abc', 3)), 0);
    expect([number, stream.data]).toEqual([7, toBytes('abc')]);
    const refused = ['7 0 obj<</Length 3>>endobj', inStream('abc', '8 0 R')].map((source) =>
      refusalOf(() => readStreamAt(toBytes(source), 0)),
    );
    expect(refused).toEqual(['malformed document-xref', 'malformed document-length']);
  });
});

/** A stream of that dictionary, packed where it says so. */
async function decode(entries: string, data: Uint8Array | string, maxBytes?: number) {
  const dictionary = new PdfParser(toBytes(`<<${entries}>>`)).dictionary();
  const bytes = typeof data === 'string' ? toBytes(data) : data;
  return Uint8Array.from(await decodeStream(new PdfStream(dictionary, bytes), inflate, maxBytes));
}
const packed = (...bytes: number[]) => new Uint8Array(deflateSync(Uint8Array.from(bytes)));
const predicted = (parameters: string, ...bytes: number[]) =>
  decode(`/Filter/FlateDecode/DecodeParms<<${parameters}>>`, packed(...bytes));

describe('filters of a stream (section 7.4)', () => {
  it('none, or the one that structure and attachments use', async () => {
    for (const none of ['', '/Filter null', '/Filter[]']) {
      expect(await decode(none, 'as it is')).toEqual(toBytes('as it is'));
    }
    for (const one of ['/FlateDecode', '[/FlateDecode]', '/FlateDecode/DecodeParms null']) {
      expect(await decode(`/Filter${one}`, packed(1, 2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    }
  });

  it.each([
    '/Filter/LZWDecode',
    '/Filter[/FlateDecode/FlateDecode]',
    '/Filter 5',
    '/Filter/FlateDecode/DecodeParms[null null]',
    ...['0', '-1', '1.5', '(1)', '65536', '2', '9', '12.5'].map(
      (one) => `/Filter/FlateDecode/DecodeParms<</Predictor ${one}>>`,
    ),
    ...['Colors 0', 'BitsPerComponent 0', 'Columns 0', 'Columns 65536', 'Columns 1.5'].map(
      (one) => `/Filter/FlateDecode/DecodeParms<</Predictor 12/${one}>>`,
    ),
  ])('%s is refused', async (entries) => {
    expect(await reasonOf(() => decode(entries, packed(0, 1)))).toBe('document-filter');
  });

  it('nothing grows beyond what is allowed', async () => {
    const many = packed(...new Array(100).fill(7));
    expect(await decode('/Filter/FlateDecode', many, 100)).toHaveLength(100);
    expect(await reasonOf(() => decode('/Filter/FlateDecode', many, 99))).toBeDefined();
  });

  it('predictor 1 is none, 10 and more are those of PNG, whichever it names', async () => {
    expect(await predicted('/Predictor 1', 2, 3)).toEqual(Uint8Array.of(2, 3));
    expect(await predicted('', 2, 3)).toEqual(Uint8Array.of(2, 3));
    for (const predictor of [10, 12, 15]) {
      const plain = await predicted(`/Predictor ${predictor}/Columns 2`, 2, 1, 2, 2, 3, 4);
      expect(plain).toEqual(Uint8Array.of(1, 2, 4, 6));
    }
  });

  it('a row is as wide as columns, colours and bits say', async () => {
    // 3 colours of 8 bits: what stands to the left is three bytes away
    const colours = await predicted('/Predictor 11/Colors 3/Columns 2', 1, 1, 2, 3, 1, 2, 3);
    expect(colours).toEqual(Uint8Array.of(1, 2, 3, 2, 4, 6));
    // 9 pixels of one bit are two bytes, one byte from one another
    const bits = await predicted('/Predictor 11/BitsPerComponent 1/Columns 9', 1, 5, 6);
    expect(bits).toEqual(Uint8Array.of(5, 11));
    const deep = await predicted('/Predictor 11/BitsPerComponent 16/Columns 2', 1, 1, 2, 3, 4);
    expect(deep).toEqual(Uint8Array.of(1, 2, 4, 6));
    expect(await predicted('/Predictor 11/Columns 65535')).toHaveLength(0);
    const parameters = '/Predictor 11/Columns 2';
    expect(await reasonOf(() => predicted(parameters, 0, 1, 2, 0))).toBe('document-filter');
  });
});

describe('filters of PNG (ISO/IEC 15948 section 9)', () => {
  const undo = (kind: number, row: readonly number[], above: readonly number[] = [10, 20, 30]) =>
    [...undoPngFilters(Uint8Array.from([0, ...above, kind, ...row]), { row: 3, step: 1 })].slice(3);

  it.each([
    [0, [1, 2, 3], [1, 2, 3]],
    [1, [1, 2, 3], [1, 3, 6]],
    [2, [1, 2, 3], [11, 22, 33]],
    [2, [250, 250, 250], [4, 14, 24]],
    [3, [1, 2, 3], [6, 15, 25]],
    [4, [1, 2, 3], [11, 22, 33]],
  ])('%d: %j', (kind, row, plain) => {
    expect(undo(kind, row)).toEqual(plain);
  });

  it('4 takes what is nearest: left, then above, then the corner', () => {
    // left 5, above 5, corner 5: all alike
    expect(undo(4, [0, 0, 0], [5, 5, 5])).toEqual([5, 5, 5]);
    // sum = left + above - corner
    const nearest = (left: number, above: number, corner: number) =>
      undo(4, [left - corner, 0, 0], [corner, above, 0])[1];
    expect(nearest(50, 10, 10)).toBe(50);
    expect(nearest(12, 50, 10)).toBe(50);
    expect(nearest(10, 50, 30)).toBe(30);
    expect(nearest(20, 40, 30)).toBe(30);
    expect(nearest(10, 14, 11)).toBe(14);
    expect(nearest(14, 10, 11)).toBe(14);
    // as near as the corner
    expect([nearest(8, 11, 10), nearest(11, 8, 10)]).toEqual([8, 8]);
  });

  it('there are no others, and no half rows', () => {
    expect(refusalOf(() => undo(5, [0, 0, 0]))).toBe('malformed document-filter');
    expect(refusalOf(() => undo(0, [0, 0]))).toBe('malformed document-filter');
    expect(undoPngFilters(new Uint8Array(0), { row: 3, step: 1 })).toHaveLength(0);
  });

  it('what stands to the left may be some bytes away, and nothing before the first', () => {
    const two = (...bytes: number[]) => [
      ...undoPngFilters(Uint8Array.from(bytes), { row: 4, step: 2 }),
    ];
    expect(two(1, 1, 2, 3, 4)).toEqual([1, 2, 4, 6]);
    expect(two(0, 9, 9, 9, 9, 4, 1, 1, 1, 1)).toEqual([9, 9, 9, 9, 10, 10, 11, 11]);
    expect(two(4, 1, 2, 3, 4)).toEqual([1, 2, 4, 6]);
    expect(two(3, 8, 8, 1, 1)).toEqual([8, 8, 5, 5]);
    const third = Uint8Array.of(0, 0, 0, 50, 0, 10, 0, 0, 4, 1, 0, 0);
    expect([...undoPngFilters(third, { row: 3, step: 1 })].slice(6)).toEqual([11, 0, 0]);
  });
});
