import { create, type QRCode } from 'qrcode/lib/core/qrcode.js';
import { splitPrintedCode } from './printed-code.ts';

/** A QR symbol 二维码: what is dark in a square of modules. */
export interface QrSymbol {
  /** 1 to 20; `size` is 17 + 4 × version. */
  readonly version: number;
  /** Modules on each side, without the quiet zone of four around. */
  readonly size: number;
  /** One byte a module, row by row; 1 is dark. */
  readonly modules: Uint8Array;
  /** SVG path of all dark modules, one unit each, from 0 0 to size size. */
  readonly path: string;
}

/** Clear modules on every side. @see ISO/IEC 18004 section 6.3.8 */
export const quietZone = 4;
const maxVersion = 20;

/** Runs of dark modules in each row, as one path. */
function toPath(modules: Uint8Array, size: number): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (modules[row * size + column] !== 1) continue;
      const from = column;
      while (column + 1 < size && modules[row * size + column + 1] === 1) column += 1;
      path += `M${from} ${row}h${column + 1 - from}v1H${from}z`;
    }
  }
  return path;
}

function toSymbol({ version, modules: { size, data } }: QRCode): QrSymbol {
  if (version > maxVersion) throw new Error('a printed code needs too large a symbol');
  const modules = Uint8Array.from(data);
  return { version, size, modules, path: toPath(modules, size) };
}

/**
 * Draws a printed code at level M: its address in byte mode, the code in alphanumeric mode, which takes
 * a third less room.
 * @param printed as issuing gives it, address and code
 * @see ISO/IEC 18004
 */
export function toQrSymbol(printed: string): QrSymbol {
  const { address, code } = splitPrintedCode(printed);
  const bytes = new TextEncoder().encode(address);
  return toSymbol(
    create(
      [
        { data: bytes, mode: 'byte' },
        { data: code, mode: 'alphanumeric' },
      ],
      { errorCorrectionLevel: 'M' },
    ),
  );
}

/** Draws any text at level M in byte mode: an address on a screen. */
export function toTextSymbol(text: string): QrSymbol {
  const data = new TextEncoder().encode(text);
  return toSymbol(create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'M' }));
}

/** An SVG of the symbol with its quiet zone, dark on white; its size is the viewer's choice. */
export function toQrSvg({ size, path }: QrSymbol): string {
  const whole = size + 2 * quietZone;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-quietZone} ${-quietZone} ${whole} ${whole}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M${-quietZone} ${-quietZone}h${whole}v${whole}H${-quietZone}z"/>`,
    `<path d="${path}"/></svg>`,
  ].join('');
}
