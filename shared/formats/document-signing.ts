import { malformed } from './der-reader.ts';
import { addMark, addSeal, type SealAppearance, type SealMark } from './document-appearance.ts';
import { toPdfDate } from './document-date.ts';
import type { PdfFile } from './document-file.ts';
import { listPages, type PdfPage } from './document-pages.ts';
import { findSignatureFields } from './document-signatures.ts';
import { PdfUpdate } from './document-update.ts';
import {
  isArray,
  isDictionary,
  PdfName,
  PdfRef,
  PdfText,
  type PdfValue,
  toAscii,
  toPdfText,
} from './document-values.ts';
import { toHexDigits } from './document-writer.ts';

/** What is said about a signature in the document, beside the signature itself. */
export interface SigningRequest {
  /** Seconds since 1970. */
  readonly signedAt: number;
  /** Whose seal it is. */
  readonly name: string;
  readonly reason?: string;
  readonly location?: string;
  readonly seal: SealAppearance;
  /** Where it is seen, the first one as the signature's own appearance; at least one. */
  readonly marks: readonly SealMark[];
  /** Nothing may be added from now on. */
  readonly isFinal?: boolean;
}

/** A document with room for its signature. */
export interface PreparedDocument {
  readonly bytes: Uint8Array;
  /** What is signed: everything but the room. */
  readonly signed: readonly [Uint8Array, Uint8Array];
  /** Where the room's digits begin. */
  readonly roomAt: number;
}

/** Room for a signature: chain, attributes, and a time-stamp that may join later. */
export const signatureRoomBytes = 12 * 1024;
const rangeRoom = '0000000000 0000000000 0000000000';
/** Print, read only, locked, and its contents too. */
const lockedFlags = 4 + 64 + 128 + 512;

/** A signature dictionary with room in it. @see ISO 32000-2 section 12.8.1, EN 319 142-1 section 6.3 */
function toSignature(request: SigningRequest): Map<string, PdfValue> {
  const said = [
    ['Name', request.name],
    ['Reason', request.reason],
    ['Location', request.location],
  ] as const;
  const signature = new Map<string, PdfValue>([
    ['Type', new PdfName('Sig')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.CAdES.detached')],
    ['ByteRange', [0, new PdfName(rangeRoom)]],
    ['Contents', new PdfText(new Uint8Array(signatureRoomBytes), { isHex: true })],
    ['M', new PdfText(toAscii(toPdfDate(request.signedAt)))],
  ]);
  for (const [name, text] of said) {
    if (text !== undefined) signature.set(name, toPdfText(text));
  }
  if (request.isFinal) signature.set('Reference', [noChangesPermitted()]);
  return signature;
}

/** @see ISO 32000-2 section 12.8.2.2 */
function noChangesPermitted(): PdfValue {
  return new Map<string, PdfValue>([
    ['Type', new PdfName('SigRef')],
    ['TransformMethod', new PdfName('DocMDP')],
    [
      'TransformParams',
      new Map<string, PdfValue>([
        ['Type', new PdfName('TransformParams')],
        ['P', 1],
        ['V', new PdfName('1.2')],
      ]),
    ],
  ]);
}

/** Adds to a page's annotations, where they are. */
function addAnnotation(update: PdfUpdate, { reference }: PdfPage, annotation: PdfRef): void {
  const page = update.resolve(reference);
  if (!isDictionary(page)) throw malformed('document-pages');
  const given = page.get('Annots');
  const annotations = update.resolve(given) ?? [];
  if (!isArray(annotations)) throw malformed('document-annotations');
  const more = [...annotations, annotation];
  if (given instanceof PdfRef) update.put(given, more);
  else update.put(reference, new Map([...page, ['Annots', more]]));
}

/** Adds a field to the form's list, where that is; gives what stands for the list. */
function addToFields(update: PdfUpdate, list: PdfValue | undefined, field: PdfRef): PdfValue {
  const fields = update.resolve(list) ?? [];
  if (!isArray(fields)) throw malformed('document-form');
  const more = [...fields, field];
  if (!(list instanceof PdfRef)) return more;
  update.put(list, more);
  return list;
}

/** Adds a field to the form, which is made where there is none; and where nothing may be added any more, says so. */
function addField(update: PdfUpdate, file: PdfFile, added: { field: PdfRef; certified?: PdfRef }) {
  const catalog = new Map(file.catalog);
  const given = catalog.get('AcroForm');
  const form = update.resolve(given) ?? new Map<string, PdfValue>();
  if (!isDictionary(form)) throw malformed('document-form');
  const fields = addToFields(update, form.get('Fields'), added.field);
  const changed = new Map<string, PdfValue>([...form, ['SigFlags', 3], ['Fields', fields]]);
  if (given instanceof PdfRef) update.put(given, changed);
  else catalog.set('AcroForm', changed);
  const { certified } = added;
  if (certified !== undefined) catalog.set('Perms', new Map([['DocMDP', certified]]));
  if (!(given instanceof PdfRef) || certified !== undefined) update.put(file.root, catalog);
}

/**
 * Puts a signature with room for its bytes behind a document, and its seal on the pages. What stands
 * there already is not touched, so earlier signatures hold.
 * @throws Problem `malformed`
 */
export function prepareSignature(file: PdfFile, request: SigningRequest): PreparedDocument {
  const update = new PdfUpdate(file);
  const pages = listPages(file);
  const pageOf = ({ page }: SealMark) => {
    const found = pages[page];
    if (found === undefined) throw malformed('document-pages');
    return found;
  };
  const appearance = addSeal(update, request.seal);
  const [first, ...others] = request.marks.map((mark) => {
    const page = pageOf(mark);
    return { page, shown: addMark(update, { seal: request.seal, appearance, page, mark }) };
  });
  if (first === undefined) throw new Error('a seal that is seen nowhere');
  const signature = update.add(toSignature(request));
  const number = findSignatureFields(file).length + 1;
  const annotation = ['Type', new PdfName('Annot')] as const;
  const field = update.add(
    new Map<string, PdfValue>([
      annotation,
      ['Subtype', new PdfName('Widget')],
      ['FT', new PdfName('Sig')],
      ['T', toPdfText(`Seal${number}`)],
      ['F', 4 + 128],
      ['V', signature],
      ...first.shown,
    ]),
  );
  addAnnotation(update, first.page, field);
  for (const { page, shown } of others) {
    const kind = [annotation, ['Subtype', new PdfName('Stamp')], ['F', lockedFlags]] as const;
    addAnnotation(update, page, update.add(new Map<string, PdfValue>([...kind, ...shown])));
  }
  addField(update, file, { field, ...(request.isFinal ? { certified: signature } : {}) });
  return makeRoom(update.toBytes(), file.bytes.length);
}

/** Finds the room behind `from` and says, in the document, what is signed. */
function makeRoom(bytes: Uint8Array, from: number): PreparedDocument {
  const digits = toAscii(`<${'0'.repeat(2 * signatureRoomBytes)}>`);
  const start = indexOf(bytes, digits, from);
  const end = start + digits.length;
  const range = [start, end, bytes.length - end].map((one) => String(one).padEnd(10));
  // a name stands in for the numbers until they are known: `/` and an escape for each blank
  const place = toAscii(`/${rangeRoom.replaceAll(' ', '#20')}`);
  const at = indexOf(bytes, place, from);
  bytes.set(toAscii(range.join(' ').padEnd(place.length)), at);
  return {
    bytes,
    signed: [bytes.subarray(0, start), bytes.subarray(end)],
    roomAt: start + 1,
  };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  throw new Error('there is no room for the signature');
}

/** Puts a signature into the room made for it. */
export function embedSignature({ bytes, roomAt }: PreparedDocument, cms: Uint8Array): Uint8Array {
  if (cms.length > signatureRoomBytes) throw new Error('the signature is larger than its room');
  bytes.set(toAscii(toHexDigits(cms)), roomAt);
  return bytes;
}
