import { crc32 } from 'node:zlib';

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One chunk, its CRC by zlib. @see ISO/IEC 15948 section 5.3 */
export function pngChunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** IHDR; 64 × 64 pixels, 8 bits of grey, unless something else is said. */
export function pngHeader(
  parts: { width?: number; height?: number; depth?: number; colour?: number; last?: number[] } = {},
): Buffer {
  const { width = 64, height = 64, depth = 8, colour = 0, last = [0, 0, 0] } = parts;
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, colour, ...last]);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  return pngChunk('IHDR', data);
}

/** A file of chunks behind the signature. */
export const pngFile = (...chunks: readonly Uint8Array[]) =>
  Buffer.concat([pngSignature, ...chunks]);
