import { deflateSync } from 'node:zlib';
import { type PngCoder, readPngParts, toPng } from '../../formats/png.ts';
import { pngDataBytes, pngRowStarts } from '../../formats/png-data.ts';
import { Problem } from '../../problem/problem.ts';
import { inflate } from './node-primitives.ts';

const lastFilter = 4;
const notThePicture = () => new Problem('malformed', { reason: 'png-data' });

function inflateRows(data: Uint8Array, sizeBytes: number): Uint8Array {
  try {
    const rows = inflate(data, sizeBytes);
    if (rows.length === sizeBytes) return rows;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw notThePicture();
}

/** Recodes: the data is inflated to exactly the picture's size, looked at, and deflated anew by zlib. */
export function makeZlibPngCoder(): PngCoder {
  return {
    recode(png) {
      const parts = readPngParts(png);
      const rows = inflateRows(parts.data, pngDataBytes(parts.header));
      for (const start of pngRowStarts(parts.header)) {
        if ((rows[start] ?? 255) > lastFilter) throw notThePicture();
      }
      return toPng({ ...parts, data: deflateSync(rows, { level: 9 }) });
    },
  };
}
