import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { ByteSource } from '../../ports/table-reader.ts';
import { Problem } from '../../problem/problem.ts';

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly plainBytes: number;
  /** Where its own header begins. */
  readonly offset: number;
}

const endLength = 22;
const mostCommentLength = 65_535;
const mostEntries = 1000;
/** A workbook packs to a tenth, perhaps a thirtieth; what goes beyond is a bomb. */
const mostRatio = 200;
const mostPlainBytes = 4 * 1024 ** 3 - 1;
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

export const malformedZip = (reason: string) => new Problem('malformed', { reason });

/** Reads a range whole; only for what is small. */
export async function readRange(
  source: ByteSource,
  range: { readonly start: number; readonly end: number },
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.read(range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - endLength; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === endSignature) return at;
  throw malformedZip('zip-no-end');
}

function readEntry(directory: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature)
    throw malformedZip('zip-directory');
  if ((directory.readUInt16LE(at + 8) & 1) === 1) throw malformedZip('zip-encrypted');
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  const entry = {
    name: directory.toString('utf8', at + 46, nameEnd),
    method: directory.readUInt16LE(at + 10),
    packedBytes: directory.readUInt32LE(at + 20),
    plainBytes: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
  return { entry, next };
}

function refuseBomb({ packedBytes, plainBytes }: ZipEntry): void {
  if (plainBytes > mostPlainBytes || plainBytes > (packedBytes + 1024) * mostRatio)
    throw malformedZip('zip-too-large');
}

/**
 * The directory of a ZIP archive.
 * @throws Problem `malformed`
 * @see PKWARE APPNOTE 6.3.10, §4.3
 */
export async function readZipDirectory(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailStart = Math.max(0, source.sizeBytes - endLength - mostCommentLength);
  const tail = await readRange(source, { start: tailStart, end: source.sizeBytes });
  const at = findEnd(tail);
  const count = tail.readUInt16LE(at + 10);
  const start = tail.readUInt32LE(at + 16);
  const end = start + tail.readUInt32LE(at + 12);
  if (count > mostEntries || end > source.sizeBytes) throw malformedZip('zip-directory');
  const directory = await readRange(source, { start, end });
  const entries = new Map<string, ZipEntry>();
  for (let next = 0, read = 0; read < count; read += 1) {
    const one = readEntry(directory, next);
    refuseBomb(one.entry);
    // which of two files of one name is meant, each reader answers for itself
    if (entries.has(one.entry.name)) throw malformedZip('zip-directory');
    entries.set(one.entry.name, one.entry);
    next = one.next;
  }
  return entries;
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, most: number) {
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) throw malformedZip('zip-too-large');
    yield chunk;
  }
}

/** The plain bytes of an entry, never more than the directory says. @throws Problem `malformed` */
export async function* readZipEntry(
  source: ByteSource,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array> {
  const head = await readRange(source, { start: entry.offset, end: entry.offset + 30 });
  if (head.length < 30) throw malformedZip('zip-entry');
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = source.read({ start, end: start + entry.packedBytes });
  if (entry.method === 0) yield* bounded(packed, entry.plainBytes);
  else if (entry.method === 8) yield* inflate(packed, entry.plainBytes);
  else throw malformedZip('zip-method');
}

async function* inflate(packed: AsyncIterable<Uint8Array>, plainBytes: number) {
  const input = Readable.from(packed);
  const inflated = createInflateRaw();
  input.once('error', (error) => inflated.destroy(error));
  try {
    yield* bounded(input.pipe(inflated), plainBytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE'
      ? malformedZip('zip-entry')
      : error;
  }
}
