import { malformed } from './der-reader.ts';
import { decodeStream, type Inflate } from './document-filters.ts';
import { readStreamAt } from './document-objects.ts';
import { PdfParser } from './document-parser.ts';
import { isArray, isName, type PdfDictionary, type ValueBudget } from './document-values.ts';

/** Where an object lies: at an offset, or at a place in an object stream; `free` when it is none any more. */
export type CrossReference =
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free' };

/** One section of cross-references with its trailer. */
export interface CrossReferenceSection {
  readonly entries: ReadonlyMap<number, CrossReference>;
  readonly trailer: PdfDictionary;
  readonly form: 'table' | 'stream';
  /** A table with a stream beside it: what the one says is free the other may have. */
  readonly isHybrid?: true;
}

const maxObjects = 500_000;

/** What a document is read with, all of it. */
export interface PdfReading {
  readonly inflate: Inflate;
  readonly budget?: ValueBudget;
}

/**
 * Reads the section at an offset.
 * @throws Problem `malformed`
 * @see ISO 32000-2 section 7.5.4 and 7.5.8
 */
export async function readSection(
  bytes: Uint8Array,
  offset: number,
  reading: PdfReading,
): Promise<CrossReferenceSection> {
  const parser = new PdfParser(bytes, offset, reading.budget);
  if (offset >= bytes.length) throw malformed('document-startxref');
  if (!parser.takeWord('xref')) return readStreamSection(bytes, offset, reading);
  const table = readTable(bytes, parser);
  const trailer = parser.dictionary();
  const hybrid = trailer.get('XRefStm');
  if (hybrid === undefined) return { entries: table, trailer, form: 'table' };
  if (typeof hybrid !== 'number') throw malformed('document-xref');
  const more = await readStreamSection(bytes, hybrid, reading);
  const entries = addHidden(table, more.entries);
  return { entries, trailer, form: 'table', isHybrid: true };
}

/** Objects that older readers are not to see are free in the table, and stand in the stream. @see ISO 32000-2 section 7.5.8.4 */
function addHidden(
  table: ReadonlyMap<number, CrossReference>,
  stream: ReadonlyMap<number, CrossReference>,
): Map<number, CrossReference> {
  const entries = new Map(table);
  for (const [number, entry] of stream) {
    const { kind } = table.get(number) ?? { kind: 'free' };
    if (kind === 'free') entries.set(number, entry);
  }
  return entries;
}

/** Subsections of a table, up to and with the word `trailer`. */
function readTable(bytes: Uint8Array, parser: PdfParser): Map<number, CrossReference> {
  const entries = new Map<number, CrossReference>();
  while (!parser.takeWord('trailer')) {
    const first = parser.whole();
    for (const number of range(first, parser.whole())) {
      if (entries.has(number)) throw malformed('document-xref');
      entries.set(number, readEntry(parser));
    }
  }
  parser.skip();
  if (parser.at >= bytes.length) throw malformed('document-trailer');
  return entries;
}

function readEntry(parser: PdfParser): CrossReference {
  const offset = parser.whole();
  const generation = parser.whole();
  if (parser.takeWord('n')) return { kind: 'offset', offset, generation };
  parser.expectWord('f');
  return { kind: 'free' };
}

/** So many numbers from the first. @throws Problem `malformed` when they are too many */
function range(first: number, count: number): readonly number[] {
  if (first + count > maxObjects) throw malformed('document-xref');
  return Array.from({ length: count }, (_, at) => first + at);
}

async function readStreamSection(
  bytes: Uint8Array,
  offset: number,
  { inflate, budget }: PdfReading,
): Promise<CrossReferenceSection> {
  const { stream } = readStreamAt(bytes, offset, budget);
  const { dictionary } = stream;
  if (!isName(dictionary.get('Type'), 'XRef')) throw malformed('document-xref');
  const widths = readWholes(dictionary, 'W');
  const size = dictionary.get('Size');
  if (widths.length !== 3 || widths.some((one) => one > 6)) throw malformed('document-xref');
  if (typeof size !== 'number' || size > maxObjects) throw malformed('document-xref');
  const data = await decodeStream(stream, inflate);
  const index = dictionary.has('Index') ? readWholes(dictionary, 'Index') : [0, size];
  return { entries: readRows(data, widths, index), trailer: dictionary, form: 'stream' };
}

function readWholes(dictionary: PdfDictionary, name: string): readonly number[] {
  const values = dictionary.get(name);
  const isFit =
    isArray(values) && values.every((one) => Number.isInteger(one) && (one as number) >= 0);
  if (!isFit) throw malformed('document-xref');
  return values as readonly number[];
}

function readRows(
  data: Uint8Array,
  widths: readonly number[],
  index: readonly number[],
): Map<number, CrossReference> {
  const entries = new Map<number, CrossReference>();
  const width = widths.reduce((sum, one) => sum + one, 0);
  const pairs = Array.from({ length: index.length >> 1 }, (_, pair) => 2 * pair);
  const rows = pairs.reduce((sum, pair) => sum + (index[pair + 1] ?? 0), 0);
  // before so many numbers are made: rows may have no width, and so no end
  if (rows > maxObjects || rows * width > data.length) throw malformed('document-xref');
  const numbers = pairs.flatMap((pair) => range(index[pair] ?? 0, index[pair + 1] ?? 0));
  for (const [row, number] of numbers.entries()) {
    if (entries.has(number)) throw malformed('document-xref');
    entries.set(number, readRow(data.subarray(row * width, (row + 1) * width), widths));
  }
  return entries;
}

function readRow(row: Uint8Array, widths: readonly number[]): CrossReference {
  let at = 0;
  const fields = widths.map((width) => {
    let value = 0;
    for (const end = at + width; at < end; at += 1) value = value * 256 + (row[at] ?? 0);
    return value;
  });
  const [given = 0, second = 0, third = 0] = fields;
  const kind = widths[0] === 0 ? 1 : given;
  if (kind === 0) return { kind: 'free' };
  if (kind === 1) return { kind: 'offset', offset: second, generation: third };
  if (kind === 2) return { kind: 'packed', stream: second, index: third };
  throw malformed('document-xref');
}
