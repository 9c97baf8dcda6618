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

/** Rows in two columns from left to right, wide ones over both; undefined when they do not fit so large. */
function place(
  { font }: FaceSheet,
  rows: readonly FaceRow[],
  { area, size, nameWidth }: { readonly area: RowArea; readonly size: number; readonly nameWidth: number },
): readonly PlacedRow[] | undefined {
  const column = (area.width - columnGap) / 2;
  const placed: PlacedRow[] = [];
  let y = area.top;
  let pending = 0;
  let isRight = false;
  for (const row of rows) {
    const takesAll = row.wide || area.width < 420;
    if (takesAll && isRight) {
      y += pending;
      isRight = false;
    }
    const width = (takesAll ? area.width : column) - nameWidth;
    const lines = breakLines(font, row.text, size, width);
    const height = Math.max(1, lines.length) * size * leading + size * 0.75;
    const x = area.left + (isRight ? column + columnGap : 0);
    placed.push({ name: row.name, lines, x, y });
    pending = isRight ? Math.max(pending, height) : height;
    if (takesAll || isRight) {
      y += pending;
      pending = 0;
    }
    isRight = !takesAll && !isRight;
  }
  return y + pending - area.top <= area.height ? placed : undefined;
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
  const names = breakLines(font, name, size, nameWidth - size * 1.1);
  const nameSize = names.length > Math.max(1, lines.length) ? size * 0.8 : size;
  const shown = nameSize === size ? names : breakLines(font, name, nameSize, nameWidth - size * 1.1);
  for (const [at, text] of shown.entries()) {
    const line = { x, y: y + size + at * nameSize * leading, size: nameSize };
    drawLine(sheet, text, { ...line, colour: colours.label });
  }
  for (const [at, text] of lines.entries()) {
    drawLine(sheet, text, { x: x + nameWidth, y: y + size + at * size * leading, size });
  }
}
