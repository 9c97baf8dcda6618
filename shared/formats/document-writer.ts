import { malformed } from './der-reader.ts';
import {
  isArray,
  isDictionary,
  PdfName,
  PdfRef,
  PdfStream,
  PdfText,
  type PdfValue,
  toAscii,
  toLatin1,
} from './document-values.ts';
import { joinOctets } from './octets.ts';

/** A number without an exponent, as PDF has it. */
const toNumberText = (value: number) => value.toFixed(4).replace(/\.?0+$/, '');

const toNameText = (text: string) =>
  `/${text.replace(/[^!"$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;

/** Two digits a byte. */
export const toHexDigits = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function toStringText({ bytes, isHex }: PdfText): string {
  const isPlain = !isHex && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (!isPlain) return `<${toHexDigits(bytes)}>`;
  return `(${toLatin1(bytes).replace(/[\\()]/g, (one) => `\\${one}`)})`;
}

/** A value as it stands in a file; a stream only with its dictionary. ASCII. */
export function toPdfSource(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return toNumberText(value);
  if (value instanceof PdfName) return toNameText(value.text);
  if (value instanceof PdfText) return toStringText(value);
  if (value instanceof PdfRef) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfStream) return toPdfSource(value.dictionary);
  if (isArray(value)) return `[${value.map(toPdfSource).join(' ')}]`;
  if (!isDictionary(value)) throw malformed('document-object');
  const entries = [...value].map(([name, one]) => `${toNameText(name)} ${toPdfSource(one)}`);
  return `<<${entries.join(' ')}>>`;
}

/** An indirect object's bytes, with its line break. */
export function toObjectBytes(number: number, value: PdfValue): Uint8Array {
  const head = `${number} 0 obj\n${toPdfSource(value)}\n`;
  if (!(value instanceof PdfStream)) return toAscii(`${head}endobj\n`);
  return joinOctets([toAscii(`${head}stream\n`), value.data, toAscii('\nendstream\nendobj\n')]);
}
