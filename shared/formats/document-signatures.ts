import { DerReader, malformed, readDer, tags } from './der-reader.ts';
import { readPdfDate } from './document-date.ts';
import type { PdfFile } from './document-file.ts';
import {
  fromPdfText,
  isArray,
  isDictionary,
  isName,
  type PdfDictionary,
  PdfRef,
  PdfText,
  type PdfValue,
} from './document-values.ts';

/** A signature field of a document's form. */
export interface SignatureField {
  readonly field: PdfDictionary;
  /** Number of its object; the field itself may stand in no object of its own. */
  readonly number: number | undefined;
}

/** A signature as it stands in a document; nothing in it is verified yet. */
export interface PdfSignature {
  /** Number of the signature dictionary's object. */
  readonly number: number;
  /** Where the signed part ends: the whole file up to there, but for the room of the signature. */
  readonly end: number;
  readonly signed: readonly [Uint8Array, Uint8Array];
  /** DER. */
  readonly cms: Uint8Array;
  /** Seconds since 1970: the signer's word. */
  readonly signedAt: number;
  readonly reason?: string;
  readonly location?: string;
  /** Its signer permits nothing to be added. */
  readonly isFinal: boolean;
}

const maxFields = 10_000;
const maxSignatures = 64;
const maxDepth = 32;

/** Goes through the fields of a form. */
class FieldWalk {
  readonly found: SignatureField[] = [];
  readonly #file: PdfFile;
  #seen = 0;

  constructor(file: PdfFile) {
    this.#file = file;
  }

  visit(value: PdfValue, above: PdfValue | undefined, depth: number): void {
    this.#seen += 1;
    const field = this.#file.resolve(value);
    if (!isDictionary(field) || this.#seen > maxFields || depth > maxDepth) {
      throw malformed('document-form');
    }
    const kind = this.#file.resolve(field.get('FT')) ?? above;
    const kids = this.#file.resolve(field.get('Kids'));
    if (isName(kind, 'Sig') && (field.has('V') || !isArray(kids))) {
      const number = value instanceof PdfRef ? value.number : undefined;
      this.found.push({ field, number });
    } else this.#visitAll(kids, kind, depth + 1);
  }

  #visitAll(kids: PdfValue | undefined, kind: PdfValue | undefined, depth: number): void {
    if (isArray(kids)) for (const kid of kids) this.visit(kid, kind, depth);
  }
}

/** All fields whose kind is `Sig`, own or inherited, signed or not. @see ISO 32000-2 section 12.7 */
export function findSignatureFields(file: PdfFile): readonly SignatureField[] {
  const walk = new FieldWalk(file);
  const form = file.resolve(file.catalog.get('AcroForm'));
  const fields = isDictionary(form) ? file.resolve(form.get('Fields')) : undefined;
  if (isArray(fields)) for (const one of fields) walk.visit(one, undefined, 0);
  return walk.found;
}

const isWhole = (value: PdfValue | undefined): value is number => Number.isInteger(value);

/** Where its digits stand, and what is signed around them. */
function readRange(file: PdfFile, signature: PdfDictionary) {
  const { bytes } = file;
  const range = signature.get('ByteRange');
  const contents = signature.get('Contents');
  if (!isArray(range) || range.length !== 4) throw malformed('document-byte-range');
  const [zero, first, second, rest] = range;
  const isExact =
    zero === 0 &&
    contents instanceof PdfText &&
    first === contents.start &&
    second === contents.end &&
    isWhole(rest) &&
    rest > 0 &&
    contents.end + rest <= bytes.length &&
    // written in digits, two a byte
    bytes[contents.start] === 0x3c &&
    2 * contents.bytes.length === contents.end - contents.start - 2;
  if (!isExact) throw malformed('document-byte-range');
  const end = contents.end + rest;
  return {
    end,
    signed: [bytes.subarray(0, contents.start), bytes.subarray(contents.end, end)] as const,
    contents: contents.bytes,
  };
}

/** The one value in the room, and zeros behind it. */
function takeCms(contents: Uint8Array): Uint8Array {
  const { whole } = new DerReader(contents).next(tags.sequence);
  if (contents.subarray(whole.length).some((byte) => byte !== 0)) {
    throw malformed('document-contents');
  }
  return readDer(whole, tags.sequence).whole;
}

function isFinal(file: PdfFile, signature: PdfDictionary): boolean {
  const references = file.resolve(signature.get('Reference')) ?? [];
  if (!isArray(references)) throw malformed('document-signature');
  return references.some((value) => {
    const reference = file.resolve(value);
    if (!isDictionary(reference) || !isName(reference.get('TransformMethod'), 'DocMDP')) {
      return false;
    }
    const parameters = file.resolve(reference.get('TransformParams'));
    return isDictionary(parameters) && parameters.get('P') === 1;
  });
}

function readSignature(file: PdfFile, { field }: SignatureField): PdfSignature {
  const reference = field.get('V');
  const signature = file.resolve(reference);
  if (!(reference instanceof PdfRef) || !isDictionary(signature)) {
    throw malformed('document-signature');
  }
  if (!isName(signature.get('SubFilter'), 'ETSI.CAdES.detached')) {
    throw malformed('document-signature-form');
  }
  const { contents, ...range } = readRange(file, signature);
  const [reason, location] = ['Reason', 'Location'].map((name) => fromPdfText(signature.get(name)));
  return {
    ...{ number: reference.number, ...range },
    cms: takeCms(contents),
    signedAt: readPdfDate(fromPdfText(signature.get('M')) ?? ''),
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
    isFinal: isFinal(file, signature),
  };
}

/**
 * The signatures of a document in the order in which they were made. Each must name exactly what it
 * signs: all of the file up to an end, but for its own digits. A signature that no field shows, and one
 * that signs what another signs, are refused.
 * @throws Problem `malformed` with a reason beginning with `document-` or `der-`
 */
export function readSignatures(file: PdfFile): readonly PdfSignature[] {
  const signed = findSignatureFields(file).filter(({ field }) => field.has('V'));
  if (signed.length > maxSignatures) throw malformed('document-signatures');
  const signatures = signed
    .map((one) => readSignature(file, one))
    .sort((one, other) => one.end - other.end);
  const numbers = new Set(signatures.map(({ number }) => number));
  // one that two fields show ends where it ends, too
  const ends = new Set(signatures.map(({ end }) => end));
  if (ends.size < signatures.length) throw malformed('document-signatures');
  for (const [number, value] of file.objects) {
    if (isDictionary(value) && value.has('ByteRange') && !numbers.has(number)) {
      throw malformed('document-signature-hidden');
    }
  }
  return signatures;
}
