import { describe, expect, it } from 'vitest';
import { PdfUpdate } from '../../shared/formats/document-update.ts';
import { PdfRef } from '../../shared/formats/document-values.ts';
import {
  onePage,
  openText,
  toBytes,
  toDocument,
  toStreamDocument,
} from '../build/small-documents.ts';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
/** What an update adds behind a document, as text. */
async function added(before: string, change: (update: PdfUpdate) => void) {
  const update = new PdfUpdate(await openText(before));
  change(update);
  const text = textOf(update.toBytes());
  expect(text.slice(0, before.length)).toBe(before);
  return text.slice(before.length);
}

describe('an update behind a document (ISO 32000-2 section 7.5.6)', () => {
  it('has its objects in their order, a table by runs of numbers, and the trailer that lasts', async () => {
    const before = toDocument(onePage, '/Root 1 0 R/Info 2 0 R/ID[<00><01>]/Other 5');
    const tail = await added(before, (update) => {
      update.add('x'.length);
      update.put(new PdfRef(2), true);
      update.add(null);
      update.put(new PdfRef(9), false);
      update.put(new PdfRef(10), 1);
    });
    const at = [2, 4, 5, 9, 10].map((number) => before.length + tail.indexOf(`${number} 0 obj`));
    const offsets = at.map((one) => String(one).padStart(10, '0'));
    expect(tail).toBe(
      [
        ...['2 0 obj', 'true', 'endobj', '4 0 obj', '1', 'endobj', '5 0 obj', 'null', 'endobj'],
        ...['9 0 obj', 'false', 'endobj', '10 0 obj', '1', 'endobj'],
        ...['xref', '2 1', `${offsets[0]} 00000 n `],
        ...['4 2', `${offsets[1]} 00000 n `, `${offsets[2]} 00000 n `],
        ...['9 2', `${offsets[3]} 00000 n `, `${offsets[4]} 00000 n `, 'trailer'],
        `<</Size 6 /Root 1 0 R /Info 2 0 R /ID [<00> <01>] /Prev ${before.indexOf('xref\n')}>>`,
        ...['startxref', String(before.length + tail.indexOf('xref\n')), '%%EOF', ''],
      ].join('\n'),
    );
    const file = await openText(before + tail);
    expect([2, 4, 5, 9].map((number) => file.objects.get(number))).toEqual([true, 1, null, false]);
  });

  it('begins on a line of its own', async () => {
    const change = (update: PdfUpdate) => void update.add(5);
    const [ended, open] = [toDocument(), toDocument().trimEnd()];
    expect(await added(ended, change)).toMatch(/^4 0 obj/);
    const tail = await added(open, change);
    expect(tail).toMatch(/^\n4 0 obj/);
    expect((await openText(open + tail)).objects.get(4)).toBe(5);
  });

  it('has its cross-references in a stream where the document has them so', async () => {
    const before = toStreamDocument(onePage);
    const tail = await added(before, (update) => {
      update.put(new PdfRef(2), 7);
      update.add(8);
    });
    expect(tail).not.toContain('trailer');
    const offset = (number: number) => before.length + tail.indexOf(`${number} 0 obj`);
    const row = (at: number) => `\x01\0\0${String.fromCharCode(at >> 8, at & 0xff)}\0\0`;
    const rows = [2, 91, 92].map((number) => row(offset(number))).join('');
    expect(tail).toContain(
      `92 0 obj\n<</Size 93 /Root 1 0 R /Prev ${before.indexOf('90 0 obj')} /Type /XRef /W [1 4 2] /Index [2 1 91 2] /Length 21>>\nstream\n${rows}\nendstream`,
    );
    const file = await openText(before + tail);
    expect([file.form, file.size, file.objects.get(2), file.objects.get(91)]).toEqual([
      ...['stream', 93, 7, 8],
    ]);
    expect(file.startXref).toBe(offset(92));
  });

  it('is seen at once by whoever goes on with it', async () => {
    const file = await openText(toDocument());
    const update = new PdfUpdate(file);
    const later = update.reserve();
    expect([later, update.resolve(later), update.add(5)]).toEqual([
      ...[new PdfRef(4), undefined, new PdfRef(5)],
    ]);
    update.put(later, 6);
    expect([update.resolve(later), update.resolve(7), update.resolve(undefined)]).toEqual([
      ...[6, 7, undefined],
    ]);
    expect(update.resolve(new PdfRef(1))).toBe(file.objects.get(1));
    expect(toBytes(textOf(update.toBytes()))).toEqual(new Uint8Array(update.toBytes()));
  });
});
