import { describe, expect, it } from 'vitest';
import { type PdfSignature, readSignatures } from '../../shared/formats/document-signatures.ts';
import {
  onePage,
  oneSignature,
  openText,
  reasonOf,
  type Sources,
  toDocument,
  toSignatureSource,
  toSigned,
  withRange,
  withRevision,
} from '../build/small-documents.ts';

const signatures = async (text: string) => readSignatures(await openText(text));
const whyNot = (text: string) => reasonOf(() => signatures(text));
const whyNotWith = (objects: Sources) => whyNot(toSigned(objects));
const first = async (text: string) => {
  const [one] = await signatures(text);
  return one as PdfSignature;
};
const usualEntries = "/SubFilter/ETSI.CAdES.detached/M(D:20261122155000+08'00')";

describe('a signature in a document (ISO 32000-2 section 12.8.1, EN 319 142-1 section 6.3)', () => {
  it('signs all of the file but its room', async () => {
    const text = toSigned();
    const one = await first(text);
    const [start, end] = [text.indexOf('<3003'), text.indexOf('>', text.indexOf('<3003')) + 1];
    expect(one).toMatchObject({ number: 5, end: text.length, isFinal: false });
    expect(one.signed.map((piece) => Buffer.from(piece).toString('latin1'))).toEqual([
      text.slice(0, start),
      text.slice(end),
    ]);
    expect(one.cms).toEqual(Uint8Array.of(0x30, 3, 2, 1, 5));
    expect(one.signedAt).toBe(Date.UTC(2026, 10, 22, 7, 50) / 1000);
    expect('reason' in one || 'location' in one).toBe(false);
  });

  it('may say why and where', async () => {
    const said = { 5: toSignatureSource(`${usualEntries}/Reason(why)/Location<feff6c889633>`) };
    expect(await first(toSigned(said))).toMatchObject({ reason: 'why', location: '沈阳' });
  });

  it('signs up to an end, behind which another may be', async () => {
    const one = toSigned();
    const field = oneSignature[4]?.replace('5 0 R', '7 0 R') ?? '';
    const form = oneSignature[1]?.replace('[4 0 R', '[6 0 R 4 0 R') ?? '';
    const two = withRange(withRevision(one, { 1: form, 6: field, 7: toSignatureSource() }));
    const both = await signatures(two);
    expect(both.map(({ number, end }) => [number, end])).toEqual([
      [5, one.length],
      [7, two.length],
    ]);
  });

  const range = /(?<=ByteRange)\[0 (\d+ *) (\d+ *) (\d+ *)\]/;
  const ranged = (to: (start: number, end: number, rest: number) => string) =>
    toSigned().replace(range, (all, ...given: string[]) => {
      const [start = 0, end = 0, rest = 0] = given.map(Number);
      return to(start, end, rest).padEnd(all.length);
    });

  it.each<[string, string]>([
    ['begins behind the first byte', ranged((...all) => `[1 ${all.join(' ')}]`)],
    ['ends before its room', ranged((start, end, rest) => `[0 ${start - 1} ${end} ${rest}]`)],
    ['ends within its room', ranged((start, end, rest) => `[0 ${start + 1} ${end} ${rest}]`)],
    ['goes on within its room', ranged((start, end, rest) => `[0 ${start} ${end - 1} ${rest}]`)],
    [
      'leaves out what follows',
      ranged((start, end, rest) => `[0 ${start} ${end + 1} ${rest - 1}]`),
    ],
    ['goes beyond the file', ranged((start, end, rest) => `[0 ${start} ${end} ${rest + 1}]`)],
    ['has nothing behind its room', ranged((start, end) => `[0 ${start} ${end} 0]`)],
    ['goes backwards', ranged((start, end) => `[0 ${start} ${end} -5]`)],
    ['ends in half a byte', ranged((start, end, rest) => `[0 ${start} ${end} ${rest - 1}.5]`)],
    ['ends nowhere', ranged((start, end) => `[0 ${start} ${end} (1)]`)],
    ['has three numbers', ranged((start, end) => `[0 ${start} ${end}]`)],
    ['has a third part', ranged((...all) => `[0 ${all.join(' ')} 0 0]`)],
    ['is no list', ranged(() => ' 5')],
    ['is not there', toSigned().replace('/ByteRange', '/ByteRangE')],
    [
      'has a literal room',
      toSigned({ 5: toSignatureSource(usualEntries, '<3003020105>') }).replace(
        '<3003020105>',
        '(\\060\x03\x02\x01\x05\\\n)',
      ),
    ],
    [
      'has blanks in its room',
      toSigned({ 5: toSignatureSource(usualEntries, '<3003 020105000000>') }),
    ],
    [
      'has half a byte in its room',
      toSigned({ 5: toSignatureSource(usualEntries, '<300302010500000>') }),
    ],
    [
      'has its room elsewhere',
      toSigned({ 5: toSignatureSource(usualEntries, '6 0 R %<>\n'), 6: '<3003020105>' }),
    ],
  ])('a range that %s is refused', async (_name, text) => {
    expect(await whyNot(text)).toBe('document-byte-range');
  });

  it('may leave later bytes to others, but ends as it says', async () => {
    const shorter = ranged((start, end, rest) => `[0 ${start} ${end} ${rest - 1}]`);
    expect((await first(shorter)).end).toBe(shorter.length - 1);
    const least = ranged((start, end) => `[0 ${start} ${end} 1]`);
    expect((await first(least)).signed[1]).toHaveLength(1);
  });

  it.each<[string, Sources, string]>([
    [
      'in no object of its own',
      { 4: oneSignature[4]?.replace('5 0 R', '<<>>') ?? '' },
      'document-signature',
    ],
    [
      'that is not there',
      { 4: oneSignature[4]?.replace('5 0 R', '8 0 R') ?? '' },
      'document-signature',
    ],
    [
      'of another form',
      { 5: toSignatureSource(usualEntries.replace('ETSI.CAdES', 'adbe.pkcs7')) },
      'document-signature-form',
    ],
    ['of no form', { 5: toSignatureSource('') }, 'document-signature-form'],
    [
      'without its time',
      { 5: toSignatureSource('/SubFilter/ETSI.CAdES.detached') },
      'document-date',
    ],
    [
      'with more in its room',
      { 5: toSignatureSource(usualEntries, '<3003020105000001>') },
      'document-contents',
    ],
    [
      'with other than DER in its room',
      { 5: toSignatureSource(usualEntries, '<0403020105000000>') },
      'der-tag',
    ],
    ['with nothing in its room', { 5: toSignatureSource(usualEntries, '<>') }, 'der-truncated'],
    [
      'with references that are none',
      { 5: toSignatureSource(`${usualEntries}/Reference 5`) },
      'document-signature',
    ],
  ])('one %s is refused', async (_name, objects, reason) => {
    expect(await whyNotWith(objects)).toBe(reason);
  });

  it('that no field shows is refused, and one that is no signature is none', async () => {
    const hidden = { 8: '<</Type/Sig/ByteRange[0 1 2 3]>>' };
    expect(await whyNotWith(hidden)).toBe('document-signature-hidden');
    expect(await whyNot(toDocument({ ...onePage, ...hidden }))).toBe('document-signature-hidden');
    expect(await signatures(toDocument())).toEqual([]);
  });

  it('one that is not made yet is none', async () => {
    const fields = {
      1: oneSignature[1]?.replace('[4', '[6 0 R 4') ?? '',
      6: '<</FT/Sig/T(Next)>>',
    };
    expect(await signatures(toSigned(fields))).toHaveLength(1);
  });

  it('two fields may not show the same one, nor two sign the same', async () => {
    const other = oneSignature[4]?.replace('5 0 R', '7 0 R') ?? '';
    const fields = { 1: oneSignature[1]?.replace('[4', '[4 0 R 6') ?? '', 6: other };
    const two = withRange(toSigned({ ...fields, 7: toSignatureSource() }));
    expect(await whyNot(two)).toBe('document-signatures');
    const twice = { 1: oneSignature[1]?.replace('[4', '[4 0 R 6') ?? '', 6: oneSignature[4] ?? '' };
    expect(await whyNotWith(twice)).toBe('document-signatures');
  });

  it.each([
    ['<</TransformMethod/DocMDP/TransformParams<</P 1>>>>', true],
    ['<</TransformMethod/DocMDP/TransformParams 8 0 R>>', true],
    ['8 0 R', false],
    ['5', false],
    ['<</TransformMethod/DocMDP/TransformParams<</P 2>>>>', false],
    ['<</TransformMethod/DocMDP/TransformParams 5>>', false],
    ['<</TransformMethod/DocMDP>>', false],
    ['<</TransformMethod/FieldMDP/TransformParams<</P 1>>>>', false],
  ])('with the reference %s it is the last: %s', async (reference, isFinal) => {
    const entries = `${usualEntries}/Reference[<<>> ${reference}]`;
    const text = toSigned({ 5: toSignatureSource(entries), 8: '<</P 1>>' });
    expect((await first(text)).isFinal).toBe(isFinal);
  });
});
