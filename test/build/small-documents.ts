import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { openPdf, type PdfFile } from '../../shared/formats/document-file.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** What stands between `obj` and `endobj`, by number of the object. */
export type Sources = Readonly<Record<number, string>>;

/** A catalog, a tree of pages, and one empty page. */
export const onePage: Sources = {
  1: '<</Type/Catalog/Pages 2 0 R>>',
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
};

/** Bytes of a text, one a character. */
export const toBytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

export const toStream = (data: string, entries = '') =>
  `<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream`;

const endOf = (text: string) => Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);

/** Objects behind a text, and where each lies. */
function addObjects(before: string, objects: Sources) {
  let text = before;
  const offsets = new Map<number, number>();
  for (const [number, source] of Object.entries(objects)) {
    offsets.set(Number(number), text.length);
    text += `${number} 0 obj\n${source}\nendobj\n`;
  }
  return { text, offsets };
}

/** A document with a revision more: its objects, a table of cross-references, and entries of its trailer. */
export function withRevision(before: string, objects: Sources, trailer = '/Root 1 0 R'): string {
  const { text, offsets } = addObjects(before, objects);
  const rows = [...offsets].map(
    ([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`,
  );
  const previous = before.includes('startxref') ? `/Prev ${endOf(before)}` : '';
  const table = `xref\n0 1\n0000000000 65535 f \n${rows.join('')}`;
  return `${text}${table}trailer\n<<${trailer}${previous}>>\nstartxref\n${text.length}\n%%EOF\n`;
}

/** A small document of one revision. */
export const toDocument = (objects: Sources = onePage, trailer?: string) =>
  withRevision('%PDF-1.7\n', objects, trailer);

/** One row of a stream of cross-references: kind in one byte, the next in four, the last in two. */
export const toRow = (kind: number, second: number, third: number) =>
  String.fromCharCode(
    ...[kind, second >>> 24, (second >>> 16) & 0xff, (second >>> 8) & 0xff, second & 0xff],
    ...[third >>> 8, third & 0xff],
  );

/** The same with its cross-references in a stream, number 90; `packed` are objects within object streams: [number, stream, index]. */
export function toStreamDocument(
  objects: Sources,
  { packed = [] as readonly (readonly [number, number, number])[], trailer = '/Root 1 0 R' } = {},
): string {
  const { text, offsets } = addObjects('%PDF-1.7\n', objects);
  const all = [...offsets, [90, text.length] as const];
  const rows = [
    ...all.map(([, at]) => toRow(1, at, 0)),
    ...packed.map(([, stream, index]) => toRow(2, stream, index)),
  ];
  const index = [...all, ...packed].map(([number]) => `${number} 1`).join(' ');
  const entries = `/Type/XRef/W[1 4 2]/Size 100/Index[${index}]${trailer}`;
  const section = `90 0 obj\n${toStream(rows.join(''), entries)}\nendobj\n`;
  return `${text}${section}startxref\n${text.length}\n%%EOF\n`;
}

export const openText = (text: string): Promise<PdfFile> => openPdf(toBytes(text), inflate);

/** Why something was refused; undefined when it was not. Anything but a Problem fails the test. */
export async function reasonOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.details.reason ?? error.code;
    throw error;
  }
}

/** Why a document is not opened; undefined when it is. */
export const reasonOfText = (text: string) => reasonOf(() => openText(text));

/** A signature's dictionary with its range and its room still open: {@link withRange} fills it in. */
export const toSignatureSource = (
  entries = "/SubFilter/ETSI.CAdES.detached/M(D:20261122155000+08'00')",
  contents = '<3003020105000000>',
) => `<</Type/Sig/ByteRange[0 ########## ########## ##########]/Contents ${contents}${entries}>>`;

/** The document with the range of its last signature: all of it, but for the room. */
export function withRange(text: string): string {
  const at = text.lastIndexOf('[0 ##########') + 1;
  const start = text.indexOf('<', text.indexOf('/Contents', at));
  const end = text.indexOf('>', start) + 1;
  const range = [start, end, text.length - end].map((one) => String(one).padEnd(10));
  return `${text.slice(0, at)}0 ${range.join(' ')}${text.slice(at + 34)}`;
}

/** What a first signature adds to `onePage`: its field 4 on the page, and itself, 5. */
export const oneSignature: Sources = {
  1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>',
  4: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal1)/F 132/V 5 0 R/Rect[0 0 9 9]/P 3 0 R>>',
  5: toSignatureSource(),
};

/** A small document with one signature, or with others of these objects. */
export const toSigned = (objects: Sources = {}, trailer?: string) =>
  withRange(withRevision(toDocument(), { ...oneSignature, ...objects }, trailer));
