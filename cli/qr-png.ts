import { crc32, deflateSync } from 'node:zlib';
import { type QrSymbol, quietZone } from '../shared/formats/qr-symbol.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function toChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** One byte a pixel, a filter byte before each row; light around the symbol. */
function toRows({ size, modules }: QrSymbol, scale: number): Buffer {
  const width = (size + 2 * quietZone) * scale;
  const rows = Buffer.alloc((width + 1) * width, 0xff);
  for (let row = 0; row < width; row += 1) {
    rows[row * (width + 1)] = 0;
    for (let column = 0; column < width; column += 1) {
      const [y, x] = [row, column].map((at) => Math.floor(at / scale) - quietZone) as [
        number,
        number,
      ];
      const isInside = x >= 0 && y >= 0 && x < size && y < size;
      if (isInside && modules[y * size + x] === 1) rows[row * (width + 1) + 1 + column] = 0;
    }
  }
  return rows;
}

/**
 * A symbol as a grey PNG with its quiet zone.
 * @param scale pixels a module
 */
export function toQrPng(symbol: QrSymbol, scale: number): Buffer {
  const width = (symbol.size + 2 * quietZone) * scale;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = 8;
  return Buffer.concat([
    signature,
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(toRows(symbol, scale), { level: 9 })),
    toChunk('IEND', new Uint8Array()),
  ]);
}
