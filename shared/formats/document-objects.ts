import { malformed } from './der-reader.ts';
import { PdfParser } from './document-parser.ts';
import {
  isDictionary,
  PdfRef,
  PdfStream,
  type PdfValue,
  type ValueBudget,
} from './document-values.ts';

/** An indirect object as it stands in a file. */
export interface PlacedObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** Where it ends, behind its `endobj`. */
  readonly end: number;
}

/** What another object says of how long a stream is; anything but a number is no length. */
export type FindLength = (reference: PdfRef) => PdfValue;

/** What reading an object asks of others. */
export interface ObjectReading {
  readonly findLength?: FindLength;
  readonly budget?: ValueBudget | undefined;
}

/**
 * Reads the indirect object at an offset: `12 0 obj … endobj`.
 * @throws Problem `malformed`
 * @see ISO 32000-2 section 7.3.8 and 7.3.10
 */
export function readObjectAt(
  bytes: Uint8Array,
  offset: number,
  { findLength = () => null, budget }: ObjectReading = {},
): PlacedObject {
  const parser = new PdfParser(bytes, offset, budget);
  const number = parser.whole();
  const generation = parser.whole();
  parser.expectWord('obj');
  const value = parser.value();
  if (!isDictionary(value) || !parser.takeWord('stream')) {
    parser.expectWord('endobj');
    return { number, generation, value, end: parser.at };
  }
  const length = value.get('Length');
  const sizeBytes = length instanceof PdfRef ? findLength(length) : length;
  const start = passEol(bytes, parser.at);
  if (typeof sizeBytes !== 'number' || sizeBytes < 0 || start + sizeBytes > bytes.length) {
    throw malformed('document-length');
  }
  parser.at = start + sizeBytes;
  parser.expectWord('endstream');
  parser.expectWord('endobj');
  const data = bytes.subarray(start, start + sizeBytes);
  return { number, generation, value: new PdfStream(value, data), end: parser.at };
}

/** The word `stream` is followed by CR LF or LF. */
function passEol(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0a) return at + 1;
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  throw malformed('document-stream');
}

/** The same, where it has to be a stream that says itself how long it is. */
export function readStreamAt(
  bytes: Uint8Array,
  offset: number,
  budget?: ValueBudget,
): { readonly number: number; readonly stream: PdfStream } {
  const { number, value } = readObjectAt(bytes, offset, { budget });
  if (!(value instanceof PdfStream)) throw malformed('document-xref');
  return { number, stream: value };
}
