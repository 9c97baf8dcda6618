/** A name, without its slash and with its `#` escapes resolved. */
export class PdfName {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A string, literal or hexadecimal, and where it stands in the file with its delimiters. */
export class PdfText {
  readonly bytes: Uint8Array;
  readonly isHex: boolean;
  readonly start: number;
  readonly end: number;
  constructor(bytes: Uint8Array, at: { isHex?: boolean; start?: number; end?: number } = {}) {
    this.bytes = bytes;
    this.isHex = at.isHex ?? false;
    this.start = at.start ?? 0;
    this.end = at.end ?? 0;
  }
}

/** A reference to an indirect object. */
export class PdfRef {
  readonly number: number;
  readonly generation: number;
  constructor(number: number, generation = 0) {
    this.number = number;
    this.generation = generation;
  }
}

/** A dictionary with the bytes behind it, as they stand in the file. */
export class PdfStream {
  readonly dictionary: PdfDictionary;
  readonly data: Uint8Array;
  constructor(dictionary: PdfDictionary, data: Uint8Array) {
    this.dictionary = dictionary;
    this.data = data;
  }
}

export type PdfDictionary = ReadonlyMap<string, PdfValue>;
export type PdfArray = readonly PdfValue[];

/** Any object of a PDF. @see ISO 32000-2 section 7.3 */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfText
  | PdfRef
  | PdfStream
  | PdfDictionary
  | PdfArray;

/** How many values may still be read, whoever reads them: one of two bytes takes hundreds once it is read. */
export interface ValueBudget {
  left: number;
}

export const makeValueBudget = (): ValueBudget => ({ left: 1_000_000 });

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is PdfArray => Array.isArray(value);

/** Is it this name? */
export function isName(value: PdfValue | undefined, text: string): boolean {
  return value instanceof PdfName && value.text === text;
}

/** Bytes of text that is ASCII. */
export function toAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The text that has these bytes, one a character; in pieces, for as arguments of one call there may be too many. */
export function toLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}

/** A text string: PDFDocEncoding where it is ASCII, else UTF-16 with its mark. @see ISO 32000-2 section 7.9.2 */
export function toPdfText(text: string): PdfText {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfText(toAscii(text));
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + 2 * at, text.charCodeAt(at));
  return new PdfText(bytes, { isHex: true });
}

/** What a text string says; undefined where its encoding is not one that is written today. */
export function fromPdfText(value: PdfValue | undefined): string | undefined {
  if (!(value instanceof PdfText)) return undefined;
  const { bytes } = value;
  const decoder = (label: string, from: number) =>
    new TextDecoder(label, { fatal: true }).decode(bytes.subarray(from));
  try {
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoder('utf-16be', 2);
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoder('utf-8', 3);
  } catch {
    return undefined;
  }
  const isAscii = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isAscii ? toLatin1(bytes) : undefined;
}
