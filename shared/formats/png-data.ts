import type { PngHeader } from './png.ts';

/** Values a pixel, by colour type. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Adam7: where each pass begins and how far it steps, across and down. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  readonly rows: number;
  /** With the byte that names the row's filter. */
  readonly rowBytes: number;
}

function toPass(
  header: PngHeader,
  [x, y, stepX, stepY]: readonly [number, number, number, number],
) {
  const columns = Math.ceil((header.widthPixels - x) / stepX);
  const rows = Math.ceil((header.heightPixels - y) / stepY);
  const bits = columns * (channels[header.colour] ?? 0) * header.depth;
  return columns === 0 ? { rows: 0, rowBytes: 0 } : { rows, rowBytes: 1 + Math.ceil(bits / 8) };
}

function toPasses(header: PngHeader): readonly Pass[] {
  return header.interlaced
    ? passes.map((pass) => toPass(header, pass))
    : [toPass(header, [0, 0, 1, 1])];
}

/**
 * How many bytes a PNG's data is, inflated.
 * @see ISO/IEC 15948 sections 7.2, 8.2
 */
export function pngDataBytes(header: PngHeader): number {
  return toPasses(header).reduce((sum, { rows, rowBytes }) => sum + rows * rowBytes, 0);
}

/** Where in the inflated data each row begins, with the byte that names its filter (0..4). */
export function* pngRowStarts(header: PngHeader): Generator<number> {
  let at = 0;
  for (const { rows, rowBytes } of toPasses(header)) {
    for (let row = 0; row < rows; row += 1, at += rowBytes) yield at;
  }
}
