import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { readSection } from '../../shared/formats/document-cross-references.ts';
import { reasonOf, toBytes, toRow, toStream } from '../build/small-documents.ts';

const section = (text: string, offset = 0) => readSection(toBytes(text), offset, { inflate });
const whyNot = (text: string, offset = 0) => reasonOf(() => section(text, offset));
const entriesOf = async (text: string) => [...(await section(text)).entries];
const row = (offset: number, generation = 0, kind = 'n') =>
  `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${kind} \n`;
const offset = (at: number, generation = 0) => ({ kind: 'offset', offset: at, generation });
const free = { kind: 'free' };

describe('a table of cross-references (ISO 32000-2 section 7.5.4)', () => {
  it('says by subsections where objects lie, or that they are none any more', async () => {
    const table = `xref\n0 2\n${row(0, 65535, 'f')}${row(17)}7 1\n${row(99, 3)}trailer <</Size 8>>`;
    expect(await section(table)).toEqual({
      entries: new Map<number, object>([
        [0, free],
        [1, offset(17)],
        [7, offset(99, 3)],
      ]),
      trailer: new Map([['Size', 8]]),
      form: 'table',
    });
    expect(await entriesOf('xref\ntrailer<<>>')).toEqual([]);
    expect(await entriesOf('xref\n5 0\ntrailer<<>>')).toEqual([]);
  });

  it.each([
    ['', 'startxref'],
    ['xref\n0 1\n', 'number'],
    ['xref\n0 2\n0000000017 00000 n \ntrailer<<>>', 'number'],
    ['xref\n0 1\n0000000017 00000 x \ntrailer<<>>', 'f'],
    ['xref\n0 1\n0000000017 00000 nn\ntrailer<<>>', 'f'],
    ['xref\n0 1\n00000000017 00000 n \ntrailer<<>>', 'number'],
    [`xref\n4 1\n${row(1)}4 1\n${row(2)}trailer<<>>`, 'xref'],
    [`xref\n4 2\n${row(1)}${row(1)}5 1\n${row(2)}trailer<<>>`, 'xref'],
    ['xref\n0 500001\n', 'xref'],
    ['xref\n500000 1\n', 'xref'],
    ['xref\n499999 1\n', 'number'],
    ['xref\n0 0\ntrailer', 'trailer'],
    ['xref\n0 0\ntrailer  \n', 'trailer'],
    ['xref\n0 0\ntrailer [1]', 'object'],
  ])('%j is refused', async (text, reason) => {
    expect(await whyNot(text)).toBe(`document-${reason}`);
  });

  it('begins within the file', async () => {
    expect(await whyNot('xref\n', 5)).toBe('document-startxref');
    expect(await whyNot('xref\n', 4)).toBe('document-number');
  });

  it('may name a stream that says more, and never otherwise', async () => {
    const stream = `5 0 obj ${toStream(toRow(1, 77, 0) + toRow(2, 8, 3), '/Type/XRef/W[1 4 2]/Size 3/Index[1 2]')} endobj\n`;
    const table = (hybrid: string) =>
      `${stream}xref\n0 2\n${row(0, 65535, 'f')}${row(17)}trailer<</XRefStm ${hybrid}>>`;
    const read = await section(table('0'), stream.length);
    expect(read.entries).toEqual(
      new Map<number, object>([
        [1, offset(17)],
        [2, { kind: 'packed', stream: 8, index: 3 }],
        [0, free],
      ]),
    );
    expect([read.form, read.trailer.get('XRefStm')]).toEqual(['table', 0]);
    const hiding = table('0').replace(row(17), row(0, 1, 'f'));
    const shown = (await section(hiding, stream.length)).entries;
    expect([shown.get(1), shown.get(0)]).toEqual([offset(77), free]);
    expect(await whyNot(table('(0)'), stream.length)).toBe('document-xref');
    expect(await whyNot(table('99999'), stream.length)).toBe('document-number');
  });
});

/** A stream of cross-references: `entries` over what is usual. */
const stream = (data: string, entries = '/W[1 4 2]/Size 2') =>
  `5 0 obj ${toStream(data, `/Type/XRef${entries}`)} endobj`;
const rows = toRow(1, 77, 2) + toRow(2, 8, 3);

describe('a stream of cross-references (section 7.5.8)', () => {
  it('has a row for each object', async () => {
    const read = await section(stream(toRow(0, 0, 65535) + rows, '/W[1 4 2]/Size 3'));
    expect([...read.entries]).toEqual([
      ...[
        [0, free],
        [1, offset(77, 2)],
      ],
      [2, { kind: 'packed', stream: 8, index: 3 }],
    ]);
    expect([read.form, read.trailer.get('Size')]).toEqual(['stream', 3]);
  });

  it('of the numbers that its index names, else all up to its size', async () => {
    const numbers = async (entries: string) =>
      (await entriesOf(stream(rows, `/W[1 4 2]${entries}`))).map(([number]) => number);
    expect(await numbers('/Size 2')).toEqual([0, 1]);
    expect(await numbers('/Size 1')).toEqual([0]);
    expect(await numbers('/Size 20/Index[4 1 9 1]')).toEqual([4, 9]);
    expect(await numbers('/Size 20/Index[7 2]')).toEqual([7, 8]);
    expect(await numbers('/Size 20/Index[7 2 9]')).toEqual([7, 8]);
    expect(await numbers('/Size 500000/Index[7 2]')).toEqual([7, 8]);
  });

  it('widths of its fields are its own; without a kind all lie at offsets', async () => {
    expect(await entriesOf(stream('\x01\x02\x03\x04', '/W[0 1 1]/Size 2'))).toEqual([
      ...[
        [0, offset(1, 2)],
        [1, offset(3, 4)],
      ],
    ]);
    expect(await entriesOf(stream('\x01\x01\x02', '/W[1 2 0]/Size 1'))).toEqual([[0, offset(258)]]);
    const six = '\x01\x00\x01\x00\x00\x00\x00';
    expect(await entriesOf(stream(six, '/W[1 6 0]/Size 1'))).toEqual([[0, offset(2 ** 32)]]);
    expect(await entriesOf(stream(rows, '/W[1 4 2]/Size 0'))).toEqual([]);
  });

  it.each([
    stream(rows, '/W[1 4 2]/Size 3'),
    stream(rows, '/W[1 4 2]/Size 2/Index[4 3]'),
    stream(rows, '/W[1 4 2]/Size 2/Index[4 1 4 1]'),
    stream(rows, '/W[1 4 2]/Size 2/Index[-1 1]'),
    stream(rows, '/W[1 4 2]/Size 2/Index[1.5 1]'),
    stream(rows, '/W[1 4 2]/Size 2/Index[(1) 1]'),
    stream(rows, '/W[1 4 2]/Size 2/Index 5'),
    stream(rows, '/W[1 4 2]/Size 2/Index[499999 2]'),
    stream(rows, '/W[1 4 2]/Size 500001/Index[0 2]'),
    stream(rows, '/W[1 4 2]/Size (2)'),
    stream(rows, '/W[1 4 2]'),
    stream(rows, '/W[1 4]/Size 2'),
    stream(rows, '/W[1 4 1 1]/Size 2'),
    stream(rows, '/W[1 -4 2]/Size 2'),
    stream(rows, '/W[1 7 0]/Size 1'),
    stream(rows, '/Size 2'),
    stream(toRow(3, 0, 0), '/W[1 4 2]/Size 1'),
    stream(rows).replace('/XRef', '/Other'),
    '5 0 obj <</Type/XRef/W[1 4 2]/Size 0>> endobj',
  ])('%j is refused', async (text) => {
    expect(await whyNot(text)).toBe('document-xref');
  });

  it('is refused before its rows are made, where they have no width and so no end', async () => {
    const endless = stream('', `/W[0 0 0]/Size 2/Index[${'0 500000 '.repeat(4000)}]`);
    expect(await whyNot(endless)).toBe('document-xref');
  });

  it('may be as long as its rows, and longer', async () => {
    expect(await entriesOf(stream(`${rows}x`))).toHaveLength(2);
    expect(await whyNot(stream(rows.slice(0, -1)))).toBe('document-xref');
    const index = '/W[1 4 2]/Size 2/Index[499998 2]';
    expect(await whyNot(stream(rows, index))).toBeUndefined();
  });
});
