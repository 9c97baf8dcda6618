import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { findAttachment } from '../../shared/formats/document-attachments.ts';
import { readPdfDate, toPdfDate } from '../../shared/formats/document-date.ts';
import { PdfParser } from '../../shared/formats/document-parser.ts';
import {
  fromPdfText,
  isName,
  PdfName,
  PdfRef,
  PdfStream,
  PdfText,
  toPdfText,
} from '../../shared/formats/document-values.ts';
import { toObjectBytes, toPdfSource } from '../../shared/formats/document-writer.ts';
import { findNamedIdentifier } from '../../shared/formats/licence-in-document.ts';
import { joinOctets } from '../../shared/formats/octets.ts';
import { refusalOf } from '../build/refusal-of.ts';
import {
  onePage,
  openText,
  reasonOf,
  type Sources,
  toBytes,
  toDocument,
  toStream,
} from '../build/small-documents.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('dates (ISO 32000-2 section 7.9.4)', () => {
  it.each([
    ["D:20261127224100+08'00'", '2026-11-27T14:41:00Z'],
    ["D:20261127224100+08'00", '2026-11-27T14:41:00Z'],
    ["D:20261127224100-03'30'", '2026-11-28T02:11:00Z'],
    ["D:20261127224100+14'59'", '2026-11-27T07:42:00Z'],
    ['D:20261127224100Z', '2026-11-27T22:41:00Z'],
    ["D:20261127224100Z00'00'", '2026-11-27T22:41:00Z'],
    ["D:20261127224100Z00'00", '2026-11-27T22:41:00Z'],
    ['D:20240229235959Z', '2024-02-29T23:59:59Z'],
  ])('%s is %s', (text, iso) => {
    expect(readPdfDate(text)).toBe(seconds(iso));
  });

  it.each([
    ...['', 'D:2026', 'D:20261127', 'D:20261127224100', '20261127224100Z', 'D:20261127224100z'],
    ...['D:20261127224100+08', "D:20261127224100+0800'", "D:20261127224100Z08'00'"],
    ...[' D:20261127224100Z', 'D:20261127224100Z ', 'D:2026112722410Z', 'D:202611272241000Z'],
    ...['D:20261327224100Z', 'D:20260027224100Z', 'D:20261131224100Z', 'D:20260229224100Z'],
    ...['D:20261127240000Z', 'D:20261127226000Z', 'D:20261127224160Z'],
    ...["D:20261127224100+15'00'", "D:20261127224100+08'60'", "D:20261127224100-15'00'"],
  ])('%s is none', (text) => {
    expect(refusalOf(() => readPdfDate(text))).toBe('malformed document-date');
  });

  it('is written in Chinese standard time', () => {
    expect(toPdfDate(seconds('2026-11-27T14:41:05Z'))).toBe("D:20261127224105+08'00'");
    expect(toPdfDate(seconds('2026-12-31T16:00:00Z'))).toBe("D:20270101000000+08'00'");
  });
});

describe('text strings (section 7.9.2)', () => {
  const said = (...bytes: number[]) => fromPdfText(new PdfText(Uint8Array.from(bytes)));

  it('say the same when they are read again', () => {
    for (const text of ['', 'plain ~', '印章', '一a\u{20000}', 'a\nb', '\x7f', 'é']) {
      expect(fromPdfText(toPdfText(text)), text).toBe(text);
    }
    expect(toPdfText('A~ ')).toEqual(new PdfText(toBytes('A~ ')));
    expect(toPdfText('印')).toEqual(
      new PdfText(Uint8Array.of(0xfe, 0xff, 0x53, 0x70), { isHex: true }),
    );
  });

  it('are ASCII, UTF-16 or UTF-8 with its mark, and nothing else', () => {
    expect(said(0xfe, 0xff, 0x53, 0x70)).toBe('印');
    expect(said(0xef, 0xbb, 0xbf, 0xe5, 0x8d, 0xb0)).toBe('印');
    expect(said(0xfe, 0xff)).toBe('');
    expect(said(0x20, 0x7e)).toBe(' ~');
    const others = [
      ...[[0x1f], [0x7f], [0x80], [0x41, 0x0a], [0xfe], [0xff, 0xfe, 0x70, 0x53], [0xfe, 0x41]],
      ...[
        [0xef, 0xbb, 0x41],
        [0xef, 0x41, 0xbf],
        [0xbb, 0xbb, 0xbf],
        [0x41, 0xff],
      ],
      ...[
        [0xfe, 0xff, 0x53],
        [0xfe, 0xff, 0xd8, 0x00],
        [0xef, 0xbb, 0xbf, 0xff],
      ],
    ];
    for (const bytes of others) expect(said(...bytes), String(bytes)).toBeUndefined();
    expect([fromPdfText(undefined), fromPdfText(new PdfName('A')), fromPdfText(5)]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });

  it('a name is one by what it says', () => {
    expect(isName(new PdfName('A'), 'A')).toBe(true);
    expect([
      isName(new PdfName('A'), 'B'),
      isName(toPdfText('A'), 'A'),
      isName(undefined, 'A'),
    ]).toEqual([false, false, false]);
  });
});

describe('what is written', () => {
  it.each([
    'null',
    'true',
    'false',
    '0',
    '-17',
    '0.5',
    '-0.002',
    '12.34',
    '100',
    '/Name',
    '/',
    '/A#20B#2f#28#23#e9',
    '(text)',
    '(a\\(b\\)\\\\c)',
    '<00ff0a>',
    '12 5 R',
    '[1 2 0 R /A (b) []]',
    '<</A 1 /B#20C <</D [null]>>>>',
    '<<>>',
  ])('%s is as it was read', (source) => {
    expect(toPdfSource(new PdfParser(toBytes(source)).value())).toBe(source);
  });

  it('numbers have no exponent and at most four places', () => {
    expect([1e20, 1 / 3, 2.00001, 100.5, 0.00004, 1e-7].map(toPdfSource)).toEqual([
      ...['100000000000000000000', '0.3333', '2', '100.5', '0', '0'],
    ]);
  });

  it('text outside ASCII is written in digits', () => {
    const bytes = (...given: number[]) => toPdfSource(new PdfText(Uint8Array.from(given)));
    expect([bytes(0x20, 0x7e), bytes(0x1f), bytes(0x7f), bytes(0x41, 0x0a)]).toEqual([
      ...['( ~)', '<1f>', '<7f>', '<410a>'],
    ]);
  });

  it('objects have their number, and streams their bytes', () => {
    const written = (...given: Parameters<typeof toObjectBytes>) =>
      Buffer.from(toObjectBytes(...given)).toString('latin1');
    expect(written(7, 5)).toBe('7 0 obj\n5\nendobj\n');
    const stream = new PdfStream(new Map([['Length', 2]]), Uint8Array.of(0xff, 0x0a));
    expect(written(7, stream)).toBe('7 0 obj\n<</Length 2>>\nstream\n\xff\n\nendstream\nendobj\n');
    expect(refusalOf(() => toPdfSource(undefined as never))).toBe('malformed document-object');
    expect(joinOctets([toBytes('ab'), toBytes(''), toBytes('c')])).toEqual(toBytes('abc'));
    expect(new PdfRef(1).generation).toBe(0);
  });
});

describe('attachments (section 7.11.4)', () => {
  const limits = { inflate, maxBytes: 100 };
  const specification = '<</EF<</F 12 0 R>>>>';
  const data = toStream('inside');
  const find = async (objects: Sources, names = '<</EmbeddedFiles 10 0 R>>') => {
    const catalog = { 1: `<</Type/Catalog/Pages 2 0 R/Names ${names}>>` };
    const file = await openText(toDocument({ ...onePage, ...catalog, ...objects }));
    const found = await findAttachment(file, 'a.txt', limits);
    return found && Buffer.from(found).toString('latin1');
  };
  const whyNot = (...given: Parameters<typeof find>) => reasonOf(() => find(...given));
  const leaf = `<</Names[(b.txt) null (a.txt) 11 0 R]>>`;

  it('are found by their name, at a root or below it', async () => {
    expect(await find({ 10: leaf, 11: specification, 12: data })).toBe('inside');
    const tree = { 10: '<</Kids[20 0 R 21 0 R]>>', 20: '<</Names[(b.txt) 5]>>', 21: leaf };
    expect(await find({ ...tree, 11: specification, 12: data })).toBe('inside');
    const direct = `<</EmbeddedFiles<</Names[<612e747874> <</EF<</F 12 0 R>>>>]>>>>`;
    expect(await find({ 12: data }, direct)).toBe('inside');
  });

  it('are refused where they are too many to be looked through, however many that is', async () => {
    const tree = new Map([['Kids', new Array(130_000).fill(0)]]);
    const catalog = new Map([['Names', new Map([['EmbeddedFiles', tree]])]]);
    const file = { ...(await openText(toDocument())), catalog };
    expect(await reasonOf(() => findAttachment(file, 'a.txt', limits))).toBe(
      'document-attachments',
    );
  });

  it('are none where nothing has that name', async () => {
    for (const none of ['null', '5', '<<>>', '<</Other 10 0 R>>']) {
      expect(await find({ 10: leaf }, none)).toBeUndefined();
    }
    for (const none of [
      '<<>>',
      '<</Names[]>>',
      '<</Names 5>>',
      '<</Names[(b) 11 0 R]>>',
      '<</Kids 5>>',
    ]) {
      expect(await find({ 10: none, 11: specification, 12: data })).toBeUndefined();
    }
    expect(await find({ 10: '<</Names[5 11 0 R (x) 1]>>' })).toBeUndefined();
  });

  it.each<[string, Sources]>([
    ['two of one name', { 10: '<</Names[(a.txt) 11 0 R (a.txt) 11 0 R]>>' }],
    ['a root that is none', { 10: '5' }],
    ['a branch that is none', { 10: '<</Kids[5]>>' }],
    ['branches in a circle', { 10: '<</Kids[10 0 R]>>' }],
    ['a specification that is none', { 11: '5' }],
    ['a name without anything behind', { 10: '<</Names[(a.txt)(a.txt)(a.txt)]>>' }],
    ['a specification without a file', { 11: '<</EF 5>>' }],
    ['a file without its bytes', { 11: '<</EF<<>>>>' }],
    ['bytes that are no stream', { 12: '<<>>' }],
  ])('%s are refused', async (_name, objects) => {
    const usual = { 10: leaf, 11: specification, 12: data };
    expect(await whyNot({ ...usual, ...objects })).toBe('document-attachments');
  });

  it('at most a thousand branches are gone through', async () => {
    const kids = (count: number) => `<</Kids[${'13 0 R '.repeat(count)}]>>`;
    const others = { 13: '<<>>', 11: specification, 12: data };
    expect(await whyNot({ 10: kids(1_000), ...others })).toBeUndefined();
    expect(await whyNot({ 10: kids(1_001), ...others })).toBe('document-attachments');
  });

  it('are of a bounded size when they are unpacked', async () => {
    const zipped = (size: number) =>
      toStream(deflateSync(Buffer.alloc(size)).toString('latin1'), '/Filter/FlateDecode');
    const sized = (size: number) => ({ 10: leaf, 11: specification, 12: zipped(size) });
    expect(await find(sized(100))).toHaveLength(100);
    expect(await whyNot(sized(101))).toBeDefined();
  });
});

describe('the licence that a document names', () => {
  it.each([
    ['<</Subject(1.2.156)>>', '1.2.156'],
    ['<</Title(1.2.156)>>', undefined],
    ['<</Subject/Name>>', undefined],
    ['5', undefined],
  ])('%s: %s', async (information, named) => {
    const objects = { ...onePage, 4: information };
    const file = await openText(toDocument(objects, '/Root 1 0 R/Info 4 0 R'));
    expect(findNamedIdentifier(file)).toBe(named);
    expect(findNamedIdentifier(await openText(toDocument()))).toBeUndefined();
  });
});
