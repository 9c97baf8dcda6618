import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { maxDocumentBytes, openPdf } from '../../shared/formats/document-file.ts';
import { PdfRef, PdfStream } from '../../shared/formats/document-values.ts';
import {
  onePage,
  openText,
  reasonOf,
  reasonOfText,
  toBytes,
  toDocument,
  toRow,
  toStream,
  toStreamDocument,
  withRevision,
} from '../build/small-documents.ts';

const small = toDocument();
/** The same with one text in the place of another. */
const changed = (from: string | RegExp, to: string, text = small) => {
  const made = text.replace(from, to);
  if (made === text) throw new Error(`no ${from}`);
  return made;
};
const reasons = async (texts: readonly string[]) => {
  const all = new Set<string | undefined>();
  for (const text of texts) all.add(await reasonOfText(text));
  return [...all];
};

describe('what a PDF begins and ends with (ISO 32000-2 section 7.5.2 and 7.5.5)', () => {
  it.each(['1.0', '1.7', '2.0'])('version %s is one', async (version) => {
    expect(await reasonOfText(small.replace('1.7', version))).toBeUndefined();
  });

  it('no other header', async () => {
    const others = ['1.8', '2.1', '3.0', '1,7'].map((one) => changed('1.7', one));
    const shifted = [changed('%PDF', 'PDF%'), ` ${small}`, ''];
    expect(await reasons([...others, ...shifted])).toEqual(['document-header']);
  });

  it('the last line is %%EOF, and at most blanks follow', async () => {
    for (const end of ['', '\r\n', ' \0\t\n', '\n'.repeat(32)]) {
      expect(await reasonOfText(small.trimEnd() + end)).toBeUndefined();
    }
    expect(
      await reasonOfText(changed(/startxref\n(\d+)\n/, 'startxref\r\n$1\r\n')),
    ).toBeUndefined();
    const broken = [
      changed(/%%EOF\n$/, ''),
      changed(/%%EOF\n$/, '%%EOF x'),
      changed(/%%EOF\n$/, `%%EOF${'\n'.repeat(100)}`),
      changed(/startxref\n/, 'startxref'),
      changed(/startxref\n\d+/, 'startxref\n'),
      changed(/startxref\n\d+/, 'startxref\n12345678901'),
      changed(/\n%%EOF/, '%%EOF'),
    ];
    expect(await reasons(broken)).toEqual(['document-eof']);
  });

  it('is of a bounded size', async () => {
    const reasonOfSize = (size: number) => reasonOf(() => openPdf(new Uint8Array(size), inflate));
    expect(await reasonOfSize(maxDocumentBytes)).toBe('document-header');
    expect(await reasonOfSize(maxDocumentBytes + 1)).toBe('document-size');
  });
});

describe('what an opened PDF is', () => {
  it('all its objects, its newest trailer, and its catalog', async () => {
    const file = await openText(small);
    expect([...file.objects.keys()]).toEqual([1, 2, 3]);
    expect([file.size, file.form, file.root]).toEqual([4, 'table', new PdfRef(1)]);
    expect(file.startXref).toBe(small.indexOf('xref\n'));
    expect(file.catalog.get('Pages')).toEqual(new PdfRef(2));
    expect(file.resolve(new PdfRef(3))).toBe(file.objects.get(3));
    expect([file.resolve(new PdfRef(9)), file.resolve(5), file.resolve(undefined)]).toEqual([
      ...[undefined, 5, undefined],
    ]);
  });

  it('of several revisions the newest objects', async () => {
    const text = withRevision(
      small,
      { 3: '<</Type/Page/New true>>', 7: '5' },
      '/Root 1 0 R/Info 7 0 R',
    );
    const file = await openText(text);
    expect([file.size, file.objects.get(7), file.objects.size]).toEqual([8, 5, 4]);
    expect(file.objects.get(3)).toEqual(expect.objectContaining(new Map()));
    expect((file.objects.get(3) as Map<string, unknown>).get('New')).toBe(true);
    expect(file.trailer.get('Info')).toEqual(new PdfRef(7));
    expect(file.startXref).toBeGreaterThan(small.length);
  });

  it('a number that was freed is none any more, and what lies at offset 0 was never one', async () => {
    const later = withRevision(small, { 7: '5' });
    const freed = later.replace(/7 1\n(\d{10}) 00000 n/, '3 1\n$1 00000 f');
    expect([...(await openText(freed)).objects.keys()]).toEqual([1, 2]);
    const unused = later.replace(/7 1\n\d{10}/, '7 1\n0000000000');
    expect([...(await openText(unused)).objects.keys()]).toEqual([1, 2, 3]);
  });

  it('a reference leads over at most 17 others, and never in a circle', async () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [10 + at, at + 1 < length ? `${11 + at} 0 R` : '5']),
      );
    const resolve = async (length: number) => {
      const file = await openText(toDocument({ ...onePage, ...chain(length) }));
      return reasonOf(() => expect(file.resolve(new PdfRef(10))).toBe(5));
    };
    expect([await resolve(17), await resolve(18)]).toEqual([undefined, 'document-reference']);
    const circle = await openText(toDocument({ ...onePage, 10: '11 0 R', 11: '10 0 R' }));
    expect(await reasonOf(() => circle.resolve(new PdfRef(10)))).toBe('document-reference');
  });

  it('has a catalog, which the trailer names', async () => {
    const without = [
      toDocument(onePage, '/Root 9 0 R'),
      toDocument(onePage, ''),
      toDocument(onePage, '/Root<</Type/Catalog>>'),
      toDocument({ ...onePage, 1: '[]' }),
    ];
    expect(await reasons(without)).toEqual(['document-catalog']);
  });

  it('one that is encrypted is opened as far as its structure goes', async () => {
    const encrypted = toStreamDocument(onePage, {
      packed: [[4, 3, 0]],
      trailer: '/Root 4 0 R/Encrypt 2 0 R',
    });
    const file = await openText(encrypted);
    expect([file.catalog.size, file.trailer.has('Encrypt')]).toEqual([0, true]);
    expect(await reasonOfText(toDocument(onePage, '/Encrypt 2 0 R'))).toBe('document-catalog');
  });
});

describe('objects and their offsets', () => {
  it.each([
    ['another number', changed('2 0 obj', '4 0 obj')],
    ['another generation', changed('2 0 obj', '2 1 obj')],
    ['another generation in the table', changed(/(3 1\n\d{10}) 00000/, '$1 00001')],
  ])('%s than the cross-references have is refused', async (_name, text) => {
    expect(await reasonOfText(text)).toBe('document-xref');
  });

  it('a stream may say in another object how long it is, which is a number there', async () => {
    const stream = '<</Length 5 0 R>>\nstream\nabc\nendstream';
    const open = (objects: Record<number, string>) =>
      openText(toDocument({ ...onePage, 4: stream, ...objects }));
    const file = await open({ 5: '3' });
    expect((file.objects.get(4) as PdfStream).data).toEqual(toBytes('abc'));
    const refused = [{}, { 5: '(3)' }, { 5: '6 0 R', 6: '3' }];
    for (const one of refused) expect(await reasonOf(() => open(one))).toBe('document-length');
    const text = toDocument({ ...onePage, 4: stream, 5: '3', 6: '3' });
    const [, offset = ''] = /6 1\n(\d{10})/.exec(text) ?? [];
    const elsewhere = text.replace(/5 1\n\d{10}/, `5 1\n${offset}`);
    expect(await reasonOfText(elsewhere)).toBe('document-length');
    const freed = text.replace(/(5 1\n\d{10} 00000) n/, '$1 f');
    expect(await reasonOfText(freed)).toBe('document-length');
  });
});

describe('object streams (section 7.5.7)', () => {
  const pack = (content: string, first: number | string, count: number | string) =>
    toStream(content, `/Type/ObjStm/N ${count}/First ${first}`);
  const open = (source: string, packed: readonly (readonly [number, number, number])[]) =>
    openText(toStreamDocument({ ...onePage, 5: source }, { packed }));
  const reasonOfPack = (source: string, number = 6, stream = 5) =>
    reasonOf(() => open(source, [[number, stream, 0]]));

  it('hold objects, each where its head says', async () => {
    const file = await open(pack('6 0 7 4 <<>>(b)', 8, 2), [
      [6, 5, 0],
      [7, 5, 1],
    ]);
    expect(file.objects.get(6)).toEqual(new Map());
    expect(file.objects.get(7)).toMatchObject({ bytes: toBytes('b') });
    expect([file.form, file.size]).toEqual(['stream', 91]);
    expect(file.objects.get(90)).toBeInstanceOf(PdfStream);
  });

  it.each([
    ['not one', toStream('6 0 5', '/Type/Other/N 1/First 4')],
    ['no stream at all', '5'],
    ['that do not hold the object', pack('7 0 5', 4, 1)],
    ['that say too few', pack('6 0 5', 4, 0)],
    ['without a count', toStream('6 0 5', '/Type/ObjStm/First 4')],
    ['without a beginning', toStream('6 0 5', '/Type/ObjStm/N 1')],
    ['that say too many', pack('6 0 5', 4, 100_001)],
  ])('%s are refused', async (_name, source) => {
    expect(await reasonOfPack(source)).toBe('document-object-stream');
  });

  it('are read within their bounds only', async () => {
    expect(await reasonOfPack(pack('6 0 5', 4, 1))).toBeUndefined();
    expect(await reasonOfPack(pack('6 0 5', 4, 2))).toBe('document-number');
    expect(await reasonOfPack(pack('6 0 5', 5, 1))).toBe('document-object');
    expect(await reasonOfPack(pack('6 0 5', 4, 100_000))).toBe('document-number');
    expect(await reasonOfPack(pack('6 0 5', 4, 1), 6, 77)).toBe('document-object-stream');
  });

  it('are opened once, and all of them within one bound', async () => {
    const asked: number[] = [];
    const zipped = `<</Filter/FlateDecode/Type/ObjStm/N 2/First 8/Length 1>>\nstream\nx\nendstream`;
    const sources = { ...onePage, 5: zipped, 6: zipped };
    const packed = [
      [7, 5, 0],
      [8, 5, 1],
      [7, 6, 0],
    ] as const;
    const text = toStreamDocument(sources, { packed: packed.slice(0, 2) });
    await openPdf(toBytes(text), async (_data, maxBytes) => {
      asked.push(maxBytes);
      return toBytes('7 0 8 2 5 6');
    });
    const two = toStreamDocument(sources, { packed: [packed[0], [8, 6, 1]] });
    await openPdf(toBytes(two), async (_data, maxBytes) => {
      asked.push(maxBytes);
      return toBytes('7 0 8 2 5 6');
    });
    const most = 16 * 1024 * 1024;
    expect(asked).toEqual([most, most, most - 11]);
  });

  it('are refused where they lie within one another: each would be read as often as it is named', async () => {
    const heads = Array.from({ length: 8 }, (_, at) => `${10 + at} 0`).join(' ');
    const shared = pack(`${heads} [1 2 3 4 5 6 7 8]`, heads.length + 1, 8);
    expect(await reasonOfPack(shared, 10)).toBe('document-object-stream');
    const next = pack('10 0 11 18 [1 2 3 4 5 6 7 8] [1 2 3 4 5 6 7 8]', 11, 2);
    expect(await reasonOfPack(next, 10)).toBeUndefined();
  });
});

describe('objects that lie within one another', () => {
  /** Every object begins within the one before, and they all end together. */
  const nested = (count: number, [open, close]: readonly [string, string], behind = '') => {
    const offsets = Array.from({ length: count }, (_, at) => 9 + at * (8 + open.length));
    const begin = offsets.map((_, at) => `${10 + at} 0 obj${open}`).join('');
    const text = `%PDF-1.7\n${begin}${close}\n`;
    const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
    const table = `xref\n10 ${count}\n${rows}${behind}trailer\n<</Root 10 0 R>>\n`;
    return `${text}${table}startxref\n${text.length}\n%%EOF\n`;
  };

  it('are refused, in a string and behind a comment: reading them would take no end', async () => {
    const strings = (count: number) => nested(count, ['(', ') endobj'.repeat(count)]);
    expect(await reasonOfText(strings(1))).toBe('document-catalog');
    expect(await reasonOfText(strings(20))).toBe('document-xref');
    const comments = (count: number) => nested(count, ['%', '\n5 endobj']);
    expect(await reasonOfText(comments(1))).toBe('document-catalog');
    expect(await reasonOfText(comments(20))).toBe('document-xref');
  });
});

describe('several sections of cross-references', () => {
  it('lead to one another by numbers, each once, 200 at most', async () => {
    const prev = (value: string) => toDocument(onePage, `/Root 1 0 R/Prev ${value}`);
    expect(await reasons([prev('(5)'), prev('null'), prev('[5]')])).toEqual(['document-xref']);
    const [, own = ''] = /startxref\n(\d+)/.exec(small) ?? [];
    expect(await reasonOfText(prev(own))).toBe('document-xref');
    expect(await reasonOfText(prev('100000'))).toBe('document-startxref');
    let text = small;
    for (let count = 1; count < 200; count += 1) text = withRevision(text, {});
    expect(await reasonOfText(text)).toBeUndefined();
    expect(await reasonOfText(withRevision(text, {}))).toBe('document-xref');
  });

  it('may be as many as there are', async () => {
    const many = toStream('', '/Type/XRef/W[0 0 0]/Size 2/Index[100 130000]');
    const before = `%PDF-1.7\n90 0 obj\n${many}\nendobj\nstartxref\n9\n%%EOF\n`;
    expect(await reasonOfText(withRevision(before, onePage))).toBeUndefined();
  });

  it('rows of a stream: freed, at an offset, in a stream, and no other kind', async () => {
    const rows = (kind: number) => {
      const text = toStreamDocument(onePage, { packed: [[9, 1, 0]] });
      return text.replace(toRow(2, 1, 0), toRow(kind, 1, 0));
    };
    expect(await reasonOfText(rows(0))).toBeUndefined();
    expect(await reasonOfText(rows(1))).toBe('document-number');
    expect(await reasonOfText(rows(2))).toBe('document-object-stream');
    expect(await reasonOfText(rows(3))).toBe('document-xref');
  });
});
