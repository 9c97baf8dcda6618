import { Problem } from '../problem/problem.ts';

/** Size of a picture. */
export interface PngSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** What the header says of the picture. */
export interface PngHeader extends PngSize {
  /** Bits a value: 1, 2, 4, 8, 16. */
  readonly depth: number;
  /** Colour type as in the header: 0, 2, 3, 4, 6. */
  readonly colour: number;
  readonly interlaced: boolean;
}

/** All of a PNG that its picture is made of; palette and transparency only where it has them. */
export interface PngParts {
  readonly header: PngHeader;
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  /** Deflated, the data of all its chunks. */
  readonly data: Uint8Array;
}

/**
 * Makes a PNG anew from its picture alone, so that nothing else that lay in the file goes on: notes,
 * profiles, what stood behind the end of the data. The runtime brings the inflating.
 */
export interface PngCoder {
  /** @throws Problem `malformed` with `png-data` when the data is not exactly the picture that the header says */
  recode(png: Uint8Array): Uint8Array;
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Chunks that make a PNG move or that only a private reader knows are refused; so is any critical chunk but these. */
const critical = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
const animation = ['acTL', 'fcTL', 'fdAT'];
/** Bit depths that each colour type admits. */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 as PNG has it over a chunk's type and data. @see ISO/IEC 15948 Annex D */
export function toPngCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function refuse(reason: string): Problem {
  return new Problem('malformed', { reason });
}

function readChunk(bytes: Uint8Array, at: number): Chunk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 12 > bytes.length) throw refuse('png-cut-short');
  const length = view.getUint32(at);
  const end = at + 8 + length;
  if (end + 4 > bytes.length) throw refuse('png-cut-short');
  if (toPngCrc(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw refuse('png-crc');
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  return { type, data: bytes.subarray(at + 8, end) };
}

function checkType(type: string): void {
  const isCritical = /^[A-Z]/.test(type);
  if (/[^A-Za-z]/.test(type) || animation.includes(type)) throw refuse('png-chunk');
  if (isCritical && !critical.includes(type)) throw refuse('png-chunk');
}

function readChunks(bytes: Uint8Array): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at < bytes.length) {
    const chunk = readChunk(bytes, at);
    checkType(chunk.type);
    chunks.push(chunk);
    at += 12 + chunk.data.length;
    if (chunk.type === 'IEND') break;
  }
  if (at !== bytes.length) throw refuse('png-trailing-bytes');
  return chunks;
}

/** One header first, one end last, at most one palette and it before the data, the data in one run. */
function checkOrder(types: readonly string[]): void {
  const order = types.filter((type) => critical.includes(type)).join(' ');
  if (types[0] !== 'IHDR' || !/^IHDR( PLTE)?( IDAT)+ IEND$/.test(order)) throw refuse('png-order');
  if (
    types.lastIndexOf('IDAT') - types.indexOf('IDAT') !==
    types.filter((t) => t === 'IDAT').length - 1
  )
    throw refuse('png-order');
}

function readHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw refuse('png-header');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth = 0, colour = 0, compression, filter, interlace = 2] = data.subarray(8);
  const known = depths[colour]?.includes(depth) && compression === 0 && filter === 0;
  if (!known || interlace > 1) throw refuse('png-header');
  const [widthPixels, heightPixels] = [view.getUint32(0), view.getUint32(4)];
  if (widthPixels === 0 || heightPixels === 0) throw refuse('png-header');
  return { widthPixels, heightPixels, depth, colour, interlaced: interlace === 1 };
}

function readChecked(bytes: Uint8Array): readonly Chunk[] {
  if (signature.some((byte, at) => bytes[at] !== byte)) throw refuse('png-signature');
  const chunks = readChunks(bytes);
  checkOrder(chunks.map((chunk) => chunk.type));
  if (chunks.at(-1)?.data.length !== 0) throw refuse('png-order');
  return chunks;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function toChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(
    Uint8Array.from(type, (character) => character.charCodeAt(0)),
    4,
  );
  chunk.set(data, 8);
  view.setUint32(8 + data.length, toPngCrc(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

function toHeaderData(header: PngHeader): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, header.widthPixels);
  view.setUint32(4, header.heightPixels);
  data.set([header.depth, header.colour, 0, 0, header.interlaced ? 1 : 0], 8);
  return data;
}

/**
 * Reads what a still PNG's picture is made of, without inflating it; all other chunks are left out.
 * @throws Problem `malformed` with a reason beginning with `png-`
 */
export function readPngParts(bytes: Uint8Array): PngParts {
  const chunks = readChecked(bytes);
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data;
  const [palette, transparency] = [find('PLTE'), find('tRNS')];
  const header = readHeader(find('IHDR') ?? new Uint8Array());
  if (header.colour === 3 && palette === undefined) throw refuse('png-order');
  return {
    header,
    ...(palette === undefined ? {} : { palette }),
    ...(transparency === undefined ? {} : { transparency }),
    data: join(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  };
}

/** Writes a PNG of nothing but its picture. */
export function toPng({ header, palette, transparency, data }: PngParts): Uint8Array {
  return join([
    Uint8Array.from(signature),
    toChunk('IHDR', toHeaderData(header)),
    ...(palette ? [toChunk('PLTE', palette)] : []),
    ...(transparency ? [toChunk('tRNS', transparency)] : []),
    toChunk('IDAT', data),
    toChunk('IEND', new Uint8Array()),
  ]);
}

/**
 * Reads the structure of a still PNG, every chunk with its CRC, without inflating it.
 * @throws Problem `malformed` with a reason beginning with `png-`
 * @see ISO/IEC 15948 (PNG, second edition)
 */
export function readPng(bytes: Uint8Array): PngSize {
  const [header] = readChecked(bytes);
  const { widthPixels, heightPixels } = readHeader(header?.data ?? new Uint8Array());
  return { widthPixels, heightPixels };
}
