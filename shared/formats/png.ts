import { Problem } from '../problem/problem.ts';

/** Size of a picture. */
export interface PngSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
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
  if (!/^[A-Za-z]{4}$/.test(type) || animation.includes(type)) throw refuse('png-chunk');
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

function readHeader(data: Uint8Array): PngSize {
  if (data.length !== 13) throw refuse('png-header');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth = 0, colour = 0, compression, filter, interlace = 2] = data.subarray(8);
  const known = depths[colour]?.includes(depth) && compression === 0 && filter === 0;
  if (!known || interlace > 1) throw refuse('png-header');
  return { widthPixels: view.getUint32(0), heightPixels: view.getUint32(4) };
}

/**
 * Reads the structure of a still PNG, every chunk with its CRC, without inflating it.
 * @throws Problem `malformed` with a reason beginning with `png-`
 * @see ISO/IEC 15948 (PNG, second edition)
 */
export function readPng(bytes: Uint8Array): PngSize {
  if (signature.some((byte, at) => bytes[at] !== byte)) throw refuse('png-signature');
  const chunks = readChunks(bytes);
  checkOrder(chunks.map((chunk) => chunk.type));
  if (chunks.at(-1)?.data.length !== 0) throw refuse('png-order');
  return readHeader(chunks[0]?.data ?? new Uint8Array());
}
