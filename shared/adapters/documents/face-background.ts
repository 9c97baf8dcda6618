import type { FaceSheet } from './face-sheet.ts';

const outer = 22;
const inner = 31;

/** Two frames with fan-shaped corners, over fine waves that a copier blurs. */
export function drawBackground(sheet: FaceSheet): void {
  drawWaves(sheet);
  drawFrame(sheet, outer, 2.4);
  drawFrame(sheet, outer + 4.4, 0.6);
  drawFrame(sheet, inner, 0.6);
  drawCorners(sheet);
}

function drawFrame({ page, width, height, colours }: FaceSheet, inset: number, thickness: number) {
  page.drawRectangle({
    ...{ x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset },
    ...{ borderColor: colours.frame, borderWidth: thickness },
  });
}

/** Sine curves side by side, each shifted against the last. */
function drawWaves({ page, width, height, colours }: FaceSheet): void {
  const left = inner + 6;
  const right = width - left;
  const step = 12;
  for (let row = 0; row < 46; row += 1) {
    const y = inner + 10 + ((height - 2 * inner - 20) * row) / 45;
    const lift = 7 + 5 * Math.sin(row / 3);
    const curve = { row, lift, y };
    let path = `M ${left} ${wave(curve, left)}`;
    for (let x = left + step; x <= right; x += step) path += ` L ${x} ${wave(curve, x)}`;
    page.drawSvgPath(path, { x: 0, y: height, borderColor: colours.wash, borderWidth: 0.35 });
  }
}

interface Wave {
  readonly row: number;
  readonly lift: number;
  readonly y: number;
}

const wave = ({ row, lift, y }: Wave, x: number) =>
  (y + lift * Math.sin(x / 34 + row * 0.42)).toFixed(1);

function drawCorners({ page, width, height, colours }: FaceSheet): void {
  const reach = 15;
  for (const x of [inner, width - inner]) {
    for (const y of [inner, height - inner]) {
      for (const radius of [reach, reach - 4.5]) {
        page.drawCircle({
          ...{ x, y, size: radius, borderColor: colours.frame, borderWidth: 0.6 },
          ...{ color: undefined as never },
        });
      }
      page.drawCircle({ x, y, size: 3.4, color: colours.frame });
    }
  }
}
