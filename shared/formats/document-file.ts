import { malformed } from './der-reader.ts';
import {
  type CrossReference,
  type CrossReferenceSection,
  type PdfReading,
  readSection,
} from './document-cross-references.ts';
import { decodeStream, type Inflate } from './document-filters.ts';
import { type FindLength, readObjectAt } from './document-objects.ts';
import { PdfParser } from './document-parser.ts';
import {
  isDictionary,
  isName,
  makeValueBudget,
  type PdfDictionary,
  PdfRef,
  PdfStream,
  type PdfValue,
  type ValueBudget,
} from './document-values.ts';

/** Largest document, in bytes. */
export const maxDocumentBytes = 24 * 1024 * 1024;
const maxSections = 200;
/** Of all sections: each may have as many rows as there may be objects. */
const maxEntries = 1_000_000;
/** Of what is unpacked to read the structure: cross-references and object streams, all together. */
const maxPackedBytes = 16 * 1024 * 1024;
/** Blanks that may follow the last line. */
const mostTrailing = 32;

/** A PDF with all its objects, as its newest cross-references have them. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly objects: ReadonlyMap<number, PdfValue>;
  /** Where each of them lies. */
  readonly references: ReadonlyMap<number, CrossReference>;
  /** How many sections of cross-references are a table and a stream. */
  readonly hybrids: number;
  readonly trailer: PdfDictionary;
  /** Offset of the newest section of cross-references, and its form. */
  readonly startXref: number;
  readonly form: CrossReferenceSection['form'];
  /** One more than the highest object number. */
  readonly size: number;
  /** What a reference stands for; any other value as it is. */
  resolve(value: PdfValue | undefined): PdfValue | undefined;
  /** The catalog, and the reference by which the trailer names it. */
  readonly catalog: PdfDictionary;
  readonly root: PdfRef;
}

/** `startxref`, an offset, `%%EOF`, and nothing but blanks behind. */
function findStartXref(bytes: Uint8Array): number {
  const tail = bytes.subarray(Math.max(0, bytes.length - 64 - mostTrailing));
  const text = String.fromCharCode(...tail);
  const found = /startxref[\r\n ]+(\d{1,10})[\r\n ]+%%EOF[\0\t\r\n ]*$/.exec(text);
  if (found === null) throw malformed('document-eof');
  return Number(found[1]);
}

function checkHeader(bytes: Uint8Array): void {
  if (bytes.length > maxDocumentBytes) throw malformed('document-size');
  const header = String.fromCharCode(...bytes.subarray(0, 8));
  if (!/^%PDF-(?:1\.[0-7]|2\.0)$/.test(header)) throw malformed('document-header');
}

/** Newest first, by `Prev`; never twice the same. */
async function readSections(bytes: Uint8Array, startXref: number, reading: PdfReading) {
  const sections: CrossReferenceSection[] = [];
  const spend = makeSpend(maxEntries, 'document-xref');
  const seen = new Set<number>();
  let next: PdfValue | undefined = startXref;
  while (next !== undefined) {
    if (typeof next !== 'number' || seen.has(next) || seen.size >= maxSections) {
      throw malformed('document-xref');
    }
    seen.add(next);
    const section: CrossReferenceSection = await readSection(bytes, next, reading);
    spend(section.entries.size);
    sections.push(section);
    next = section.trailer.get('Prev');
  }
  return sections;
}

function merge(sections: readonly CrossReferenceSection[]): Map<number, CrossReference> {
  const merged = new Map<number, CrossReference>();
  for (const { entries } of sections) {
    for (const [number, entry] of entries) if (!merged.has(number)) merged.set(number, entry);
  }
  return merged;
}

/** Counts octets that are read: where objects lie within one another, a few would be read without end. */
function makeSpend(most: number, reason: string): (sizeBytes: number) => void {
  let left = most;
  return (sizeBytes) => {
    left -= sizeBytes;
    if (left < 0) throw malformed(reason);
  };
}

/** As much as all calls may give together. */
function limitInflate(inflate: Inflate, most: number): Inflate {
  let left = most;
  return async (data, maxBytes) => {
    const plain = await inflate(data, Math.min(maxBytes, left));
    left -= plain.length;
    return plain;
  };
}

type Spend = ReturnType<typeof makeSpend>;

/** What other objects say of how long streams are, each read once. */
function makeFindLength(
  bytes: Uint8Array,
  references: ReadonlyMap<number, CrossReference>,
  { spend, budget }: { readonly spend: Spend; readonly budget: ValueBudget },
): FindLength {
  const known = new Map<number, PdfValue>();
  return ({ number }) => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const entry = references.get(number);
    if (entry?.kind !== 'offset') throw malformed('document-length');
    const length = readObjectAt(bytes, entry.offset, { budget });
    if (length.number !== number) throw malformed('document-length');
    spend(length.end - entry.offset);
    known.set(number, length.value);
    return length.value;
  };
}

/** Objects that lie in the file by themselves, none within another. */
function readPlaced(
  bytes: Uint8Array,
  references: ReadonlyMap<number, CrossReference>,
  budget: ValueBudget,
) {
  const objects = new Map<number, PdfValue>();
  // lengths are read once more, as the objects that they are
  const spend = makeSpend(2 * bytes.length, 'document-xref');
  const findLength = makeFindLength(bytes, references, { spend, budget });
  for (const [number, entry] of references) {
    if (entry.kind !== 'offset') continue;
    // some producers keep unused numbers at offset 0
    if (entry.offset === 0) continue;
    const placed = readObjectAt(bytes, entry.offset, { findLength, budget });
    if (placed.number !== number || placed.generation !== entry.generation) {
      throw malformed('document-xref');
    }
    spend(placed.end - entry.offset);
    objects.set(number, placed.value);
  }
  return objects;
}

/** Objects that lie in object streams. @see ISO 32000-2 section 7.5.7 */
async function readPacked(
  references: ReadonlyMap<number, CrossReference>,
  placed: Map<number, PdfValue>,
  { inflate, budget }: PdfReading,
): Promise<void> {
  const opened = new Map<number, Map<number, PdfValue>>();
  const open = async (number: number) => {
    const stream = placed.get(number);
    const isPack = stream instanceof PdfStream && isName(stream.dictionary.get('Type'), 'ObjStm');
    if (!isPack) throw malformed('document-object-stream');
    return readPack(stream.dictionary, await decodeStream(stream, inflate), budget);
  };
  for (const [number, entry] of references) {
    if (entry.kind !== 'packed') continue;
    const pack = opened.get(entry.stream) ?? (await open(entry.stream));
    opened.set(entry.stream, pack);
    const value = pack.get(number);
    if (value === undefined) throw malformed('document-object-stream');
    placed.set(number, value);
  }
}

function readPack(
  dictionary: PdfDictionary,
  data: Uint8Array,
  budget: ValueBudget | undefined,
): Map<number, PdfValue> {
  const count = dictionary.get('N');
  const first = dictionary.get('First');
  if (typeof count !== 'number' || typeof first !== 'number' || count > 100_000) {
    throw malformed('document-object-stream');
  }
  const heads = new PdfParser(data);
  const spend = makeSpend(data.length, 'document-object-stream');
  const values = new Map<number, PdfValue>();
  for (let at = 0; at < count; at += 1) {
    const number = heads.whole();
    const from = first + heads.whole();
    const parser = new PdfParser(data, from, budget);
    values.set(number, parser.value());
    spend(parser.at - from);
  }
  return values;
}

/**
 * Opens a PDF and reads all of it. Nothing is repaired: a file that does not hold together is refused.
 * One that is encrypted is opened as far as its structure goes; whoever asks looks at its trailer.
 * @throws Problem `malformed` with a reason beginning with `document-`
 * @see ISO 32000-2 section 7.5
 */
export async function openPdf(bytes: Uint8Array, inflate: Inflate): Promise<PdfFile> {
  checkHeader(bytes);
  const startXref = findStartXref(bytes);
  const budget = makeValueBudget();
  const reading = { inflate: limitInflate(inflate, maxPackedBytes), budget };
  const sections = await readSections(bytes, startXref, reading);
  const [newest] = sections;
  if (newest === undefined) throw malformed('document-xref');
  const references = merge(sections);
  const objects = readPlaced(bytes, references, budget);
  const { trailer, form } = newest;
  // strings in an encrypted file mean nothing, and its packed objects cannot be read
  if (!trailer.has('Encrypt')) await readPacked(references, objects, reading);
  const resolve = makeResolve(objects);
  const root = trailer.get('Root');
  const catalog = resolve(root);
  if (!(root instanceof PdfRef)) throw malformed('document-catalog');
  if (!isDictionary(catalog) && !trailer.has('Encrypt')) throw malformed('document-catalog');
  let size = 1;
  // one by one: as arguments of one call there may be too many
  for (const number of references.keys()) size = Math.max(size, number + 1);
  const hybrids = sections.filter(({ isHybrid }) => isHybrid).length;
  return {
    ...{ bytes, objects, references, hybrids, trailer, startXref, form, size, resolve, root },
    catalog: isDictionary(catalog) ? catalog : new Map(),
  };
}

function makeResolve(objects: ReadonlyMap<number, PdfValue>): PdfFile['resolve'] {
  return (value) => {
    let found = value;
    for (let hops = 0; found instanceof PdfRef; hops += 1) {
      if (hops > 16) throw malformed('document-reference');
      found = objects.get(found.number);
    }
    return found;
  };
}
