import type { FaceRow } from '../../ports/face-drawer.ts';
import { breakLines, drawLine, type FaceSheet } from './face-sheet.ts';

/** Where rows are set. Points from the left and from the top. */
export interface RowArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A row with its text broken, and where it stands. */
interface PlacedRow {
  readonly name: string;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

const sizes = [13, 12, 11, 10, 9, 8, 7, 6, 5.2];
const leading = 1.5;
const columnGap = 26;
const longestName = 11;
/** Narrower than this, rows stand one under the other. */
const leastForTwo = 480;

interface RowStyle {
  readonly area: RowArea;
  readonly size: number;
  readonly nameWidth: number;
}

/** Rows that stand side by side: two, or one that takes the whole width. */
function toBands(rows: readonly FaceRow[], area: RowArea): readonly (readonly FaceRow[])[] {
  const takesAll = (row: FaceRow) => row.wide || area.width < leastForTwo;
  const bands: FaceRow[][] = [];
  for (const row of rows) {
    const last = bands.at(-1);
    const [first] = last ?? [];
    const hasRoom = last?.length === 1 && first !== undefined && !takesAll(first);
    if (hasRoom && !takesAll(row)) last.push(row);
    else bands.push([row]);
  }
  return bands;
}

/** Rows in two columns from left to right, wide ones over both; undefined when they do not fit so large. */
function place(
  { font }: FaceSheet,
  rows: readonly FaceRow[],
  { area, size, nameWidth }: RowStyle,
): readonly PlacedRow[] | undefined {
  const column = (area.width - columnGap) / 2;
  const placed: PlacedRow[] = [];
  let y = area.top;
  for (const band of toBands(rows, area)) {
    const isWhole = band.length === 1 && (band[0]?.wide || area.width < leastForTwo);
    const width = (isWhole ? area.width : column) - nameWidth;
    const broken = band.map((row) => breakLines(row.text, { font, size, width }));
    for (const [at, { name }] of band.entries()) {
      const x = area.left + at * (column + columnGap);
      placed.push({ name, lines: broken[at] ?? [], x, y });
    }
    const most = Math.max(1, ...broken.map(({ length }) => length));
    y += most * size * leading + size * 0.75;
  }
  return y - area.top <= area.height ? placed : undefined;
}

/** Sets rows as large as they fit. @throws Error when they do not even in the smallest type */
export function drawRows(sheet: FaceSheet, rows: readonly FaceRow[], area: RowArea): void {
  const names = rows.map(({ name }) => name);
  for (const size of sizes) {
    const widest = Math.max(...names.map((one) => sheet.font.widthOfTextAtSize(one, size)));
    const nameWidth = Math.min(widest, longestName * size) + size * 1.2;
    const placed = place(sheet, rows, { area, size, nameWidth });
    if (placed === undefined) continue;
    for (const row of placed) drawRow(sheet, row, { size, nameWidth });
    return;
  }
  throw new Error('the face is too full');
}

function drawRow(
  sheet: FaceSheet,
  { name, lines, x, y }: PlacedRow,
  { size, nameWidth }: { readonly size: number; readonly nameWidth: number },
): void {
  const { colours, font } = sheet;
  const width = nameWidth - size * 1.1;
  const names = breakLines(name, { font, size, width });
  const nameSize = names.length > Math.max(1, lines.length) ? size * 0.8 : size;
  const shown = nameSize === size ? names : breakLines(name, { font, size: nameSize, width });
  for (const [at, text] of shown.entries()) {
    const line = { x, y: y + size + at * nameSize * leading, size: nameSize };
    drawLine(sheet, text, { ...line, colour: colours.label });
  }
  for (const [at, text] of lines.entries()) {
    drawLine(sheet, text, { x: x + nameWidth, y: y + size + at * size * leading, size });
  }
}
