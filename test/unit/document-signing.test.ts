import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { openPdf } from '../../shared/formats/document-file.ts';
import { isOnlyFurtherSeal } from '../../shared/formats/document-revisions.ts';
import { readSignatures } from '../../shared/formats/document-signatures.ts';
import {
  embedSignature,
  prepareSignature,
  type SigningRequest,
  signatureRoomBytes,
} from '../../shared/formats/document-signing.ts';
import { toPdfSource } from '../../shared/formats/document-writer.ts';
import {
  onePage,
  openText,
  reasonOf,
  type Sources,
  toDocument,
  toSigned,
} from '../build/small-documents.ts';

const seal = { width: 100, height: 80, operators: '0 0 100 80 re f' };
const mark = { page: 0, left: 50, top: 60, from: 0, until: 1 };
const request: SigningRequest = {
  signedAt: Date.UTC(2026, 10, 22, 8) / 1000,
  name: '印章',
  seal,
  marks: [mark],
};
/** DER of an empty SEQUENCE stands for a signature. */
const cms = Uint8Array.of(0x30, 0);

/** A text with room for a signature behind it, and that filled. */
async function prepare(text: string, changes: Partial<SigningRequest> = {}) {
  const before = await openText(text);
  const prepared = prepareSignature(before, { ...request, ...changes });
  const unsigned = Buffer.from(prepared.bytes).toString('latin1');
  const after = await openPdf(embedSignature(prepared, cms), inflate);
  const [last] = readSignatures(after).slice(-1);
  /** Object of that number, as it is written. */
  const sourceOf = (number: number) => toPdfSource(after.objects.get(number) ?? null);
  return { before, prepared, unsigned, after, last, sourceOf };
}
const document = (objects: Sources = {}) => toDocument({ ...onePage, ...objects });
const whyNot = (objects: Sources) => reasonOf(() => prepare(document(objects)));

describe('room for a signature (ISO 32000-2 section 12.8.1, EN 319 142-1 section 6.3)', () => {
  it('is left out of what is signed, which is all the rest', async () => {
    const { prepared, unsigned, after } = await prepare(document());
    const [one, other] = prepared.signed.map((piece) => Buffer.from(piece).toString('latin1'));
    const room = `<${'0'.repeat(2 * signatureRoomBytes)}>`;
    expect(`${one}${room}${other}`).toBe(unsigned);
    expect(one?.endsWith('/Contents ')).toBe(true);
    expect(unsigned.slice(0, document().length)).toBe(document());
    expect(unsigned.startsWith(room.slice(1), prepared.roomAt)).toBe(true);
    const [signature] = readSignatures(after);
    expect(signature).toMatchObject({ cms, end: unsigned.length, signed: prepared.signed });
  });

  it('bears all that a signature has to say', async () => {
    const said = await prepare(document(), { reason: 'why', location: 'where' });
    expect(said.last).toMatchObject({ reason: 'why', location: 'where', isFinal: false });
    expect(said.last?.signedAt).toBe(request.signedAt);
    const source = said.sourceOf(said.last?.number ?? 0);
    expect(source).toMatch(
      /^<<\/Type \/Sig \/Filter \/Adobe.PPKLite \/SubFilter \/ETSI.CAdES.detached \/ByteRange \[0 [^>]*>/,
    );
    expect(source).toContain(
      "/M (D:20261122160000+08'00') /Name <feff53707ae0> /Reason (why) /Location (where)>>",
    );
    const { last } = await prepare(document());
    expect([last && 'reason' in last, last && 'location' in last]).toEqual([false, false]);
  });

  it('holds signatures up to its size', async () => {
    const { prepared } = await prepare(document());
    const full = new Uint8Array(signatureRoomBytes).fill(0xab);
    const bytes = embedSignature(prepared, full);
    const at = prepared.roomAt;
    const digits = Buffer.from(bytes.subarray(at, at + 2 * signatureRoomBytes)).toString();
    expect(digits).toBe('ab'.repeat(signatureRoomBytes));
    expect(() => embedSignature(prepared, new Uint8Array(signatureRoomBytes + 1))).toThrow('room');
  });
});

describe('the field of a signature', () => {
  it('joins a page and a form that are made for it', async () => {
    const { sourceOf, after, last } = await prepare(document());
    const [annotation] = /(?<=Annots \[)\d+/.exec(sourceOf(3)) ?? [];
    expect(sourceOf(1)).toBe(
      `<</Type /Catalog /Pages 2 0 R /AcroForm <</SigFlags 3 /Fields [${annotation} 0 R]>>>>`,
    );
    expect(sourceOf(3)).toBe(
      `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [${annotation} 0 R]>>`,
    );
    expect(sourceOf(Number(annotation))).toMatch(
      new RegExp(
        `^<</Type /Annot /Subtype /Widget /FT /Sig /T \\(Seal1\\) /F 132 /V ${last?.number} 0 R /Rect \\[50 702 150 782\\] /AP <</N \\d+ 0 R>> /P 3 0 R>>$`,
      ),
    );
    expect(after.objects.size).toBeGreaterThan(6);
  });

  it('joins those that are there, and the lists where they stand', async () => {
    const there = {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm 10 0 R>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 12 0 R>>',
      10: '<</Fields 11 0 R/SigFlags 1/DR<<>>>>',
      11: '[20 0 R]',
      12: '[21 0 R]',
      20: '<</FT/Tx>>',
      21: '<</Subtype/Link>>',
    };
    const { before, after, unsigned, sourceOf } = await prepare(document(there));
    expect(unsigned.split('\n1 0 obj\n')).toHaveLength(2);
    for (const number of [1, 3])
      expect(after.objects.get(number)).toEqual(before.objects.get(number));
    const [, field] = /21 0 R (\d+) 0 R/.exec(sourceOf(12)) ?? [];
    expect(sourceOf(11)).toBe(`[20 0 R ${field} 0 R]`);
    expect(sourceOf(12)).toBe(`[21 0 R ${field} 0 R]`);
    expect(sourceOf(10)).toBe('<</Fields 11 0 R /SigFlags 3 /DR <<>>>>');
  });

  it('is numbered behind the others, and is a further seal only', async () => {
    const { before, after, last, sourceOf } = await prepare(toSigned());
    expect(readSignatures(after)).toHaveLength(2);
    expect(isOnlyFurtherSeal({ before, after, signature: last?.number ?? 0 })).toBe(true);
    expect(sourceOf(1)).toMatch(/Fields \[4 0 R \d+ 0 R\] \/SigFlags 3/);
    const numbers = [...after.objects.keys()].map(sourceOf).join('\n');
    expect(numbers).toContain('(Seal2)');
  });

  it('may be the last', async () => {
    const { last, sourceOf } = await prepare(document(), { isFinal: true });
    expect(last?.isFinal).toBe(true);
    expect(sourceOf(1)).toContain(`/Perms <</DocMDP ${last?.number} 0 R>>`);
    expect(sourceOf(last?.number ?? 0)).toContain(
      '/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P 1 /V /1.2>>>>]',
    );
    const form = { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 10 0 R>>', 10: '<<>>' };
    const apart = await prepare(document(form), { isFinal: true });
    expect(apart.sourceOf(1)).toBe(
      `<</Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /Perms <</DocMDP ${apart.last?.number} 0 R>>>>`,
    );
    expect((await prepare(document())).sourceOf(1)).not.toContain('Perms');
  });

  it.each<[string, Sources, string]>([
    [
      'annotations that are no list',
      { 3: '<</Type/Page/MediaBox[0 0 9 9]/Annots 5>>' },
      'document-annotations',
    ],
    ['fields that are no list', { 1: '<</Pages 2 0 R/AcroForm<</Fields 5>>>>' }, 'document-form'],
    ['a form that is none', { 1: '<</Pages 2 0 R/AcroForm 5>>' }, 'document-form'],
  ])('is not added to %s', async (_name, objects, reason) => {
    expect(await whyNot(objects)).toBe(reason);
  });
});

describe('the marks of a seal', () => {
  it('are one at least, on pages that there are', async () => {
    await expect(prepare(document(), { marks: [] })).rejects.toThrow('seen nowhere');
    const far = reasonOf(() => prepare(document(), { marks: [{ ...mark, page: 1 }] }));
    expect(await far).toBe('document-pages');
  });

  it('are beside the first locked pictures, strips of the same seal', async () => {
    const two = {
      2: '<</Type/Pages/Kids[3 0 R 4 0 R]>>',
      4: '<</Type/Page/MediaBox[0 0 200 300]>>',
    };
    const marks = [mark, { page: 1, left: 10, top: 20, from: 0.25, until: 0.75 }];
    const { sourceOf, after } = await prepare(document(two), { marks });
    const [, stamp = ''] = /Annots \[(\d+) 0 R\]/.exec(sourceOf(4)) ?? [];
    const source = sourceOf(Number(stamp));
    expect(source).toMatch(
      /^<<\/Type \/Annot \/Subtype \/Stamp \/F 708 \/Rect \[10 200 60 280\] \/AP <<\/N \d+ 0 R>> \/P 4 0 R>>$/,
    );
    const [, strip = ''] = /\/N (\d+)/.exec(source) ?? [];
    expect(sourceOf(Number(strip))).toMatch(
      /^<<\/Type \/XObject \/Subtype \/Form \/Length 9 \/BBox \[25 0 75 80\] \/Matrix \[1 0 0 1 0 0\] \/Resources <<\/XObject <<\/Whole \d+ 0 R>>>>>>$/,
    );
    expect(sourceOf(1)).not.toContain(` ${stamp} 0 R`);
    expect(after.objects.get(Number(strip))).toMatchObject({
      data: new Uint8Array(Buffer.from('/Whole Do')),
    });
  });

  it('two on one page stand in its one list', async () => {
    const { sourceOf } = await prepare(document(), { marks: [mark, { ...mark, left: 200 }] });
    expect(sourceOf(3)).toMatch(/Annots \[\d+ 0 R \d+ 0 R\]/);
  });

  it.each([
    [0, [50, 702, 150, 782], '[1 0 0 1 0 0]'],
    [90, [60, 50, 140, 150], '[0 1 -1 0 0 0]'],
    [180, [445, 60, 545, 140], '[-1 0 0 -1 0 0]'],
    [270, [455, 692, 535, 792], '[0 -1 1 0 0 0]'],
  ])('on a page turned by %d stand upright as it is shown', async (rotation, rectangle, matrix) => {
    const page = { 3: `<</Type/Page/MediaBox[0 0 595 842]/Rotate ${rotation}>>` };
    const { sourceOf } = await prepare(document(page));
    const [, field = ''] = /Annots \[(\d+)/.exec(sourceOf(3)) ?? [];
    expect(sourceOf(Number(field))).toContain(`/Rect [${rectangle.join(' ')}]`);
    const [, strip = ''] = /\/N (\d+)/.exec(sourceOf(Number(field))) ?? [];
    expect(sourceOf(Number(strip))).toContain(`/Matrix ${matrix}`);
  });

  it('show the seal as ink does, with its picture and what that masks', async () => {
    const dictionary = new Map([['Width', 2]]);
    const picture = {
      dictionary,
      data: Uint8Array.of(1, 2),
      mask: { dictionary, data: Uint8Array.of(3) },
    };
    const { after, before, sourceOf } = await prepare(document(), { seal: { ...seal, picture } });
    const added = [...after.objects.keys()].filter((number) => !before.objects.has(number));
    const [mask, image, whole] = added;
    expect(sourceOf(mask ?? 0)).toBe('<</Type /XObject /Subtype /Image /Width 2 /Length 1>>');
    expect(sourceOf(image ?? 0)).toBe(
      `<</Type /XObject /Subtype /Image /Width 2 /Length 2 /SMask ${mask} 0 R>>`,
    );
    expect(sourceOf(whole ?? 0)).toBe(
      `<</Type /XObject /Subtype /Form /Length 23 /BBox [0 0 100 80] /Resources <</ExtGState <</Ink <</BM /Multiply>>>> /XObject <</Seal ${image} 0 R>>>>>>`,
    );
    const plain = await prepare(document());
    expect(plain.sourceOf(4)).toContain('/Resources <</ExtGState <</Ink <</BM /Multiply>>>>>>');
    expect(plain.after.objects.get(4)).toMatchObject({
      data: new Uint8Array(Buffer.from(`/Ink gs\n${seal.operators}`)),
    });
  });
});
