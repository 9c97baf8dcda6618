import type { FaceAnnotation } from '../../ports/face-drawer.ts';
import { breakLines, drawLine, type FaceSheet } from './face-sheet.ts';

const markSize = 13;
const markAngle = 24;
/** Marks lie so far apart that each corner of the page bears one. */
const markStep = { down: 92, across: 60 };
const box = { left: 66, width: 330, size: 9, leading: 13 };

/** All that an annotation says, for the font. */
export const textsOf = (annotation: FaceAnnotation | undefined): readonly string[] =>
  annotation === undefined
    ? []
    : [annotation.title, annotation.mark, '：', ...annotation.rows.flat()];

/** The mark across the page again and again, and in plain lines what it says. */
export function drawAnnotation(sheet: FaceSheet, annotation: FaceAnnotation): void {
  drawMarks(sheet, annotation.mark);
  drawLines(sheet, annotation);
}

/** Over everything but the seal: pale, so that what lies under it can be read. */
function drawMarks({ page, font, width, height, library }: FaceSheet, mark: string): void {
  const across = font.widthOfTextAtSize(mark, markSize) + markStep.across;
  const reach = Math.hypot(width, height);
  for (let row = 0, y = -reach / 2; y < height + reach / 2; y += markStep.down, row += 1) {
    for (let x = -reach - (row % 2) * (across / 2); x < width; x += across) {
      page.drawText(mark, {
        ...{ x, y: y + x * Math.tan((markAngle * Math.PI) / 180), size: markSize, font },
        color: library.rgb(0.72, 0.2, 0.16),
        opacity: 0.17,
        rotate: library.degrees(markAngle),
      });
    }
  }
}

/** Where the QR code stands on a face that has one. */
function drawLines(sheet: FaceSheet, { title, rows }: FaceAnnotation): void {
  const { page, font, height, library } = sheet;
  const { size, width, leading, left } = box;
  const lines = [
    title,
    ...rows.flatMap(([name, text]) => breakLines(`${name}：${text}`, { font, size, width })),
  ];
  const whole = lines.length * leading + 10;
  const top = height - 82 - whole;
  const colour = library.rgb(0.6, 0.13, 0.1);
  page.drawRectangle({
    ...{ x: left - 8, y: height - top - whole, width: width + 16, height: whole },
    ...{ borderColor: colour, borderWidth: 0.8 },
    ...{ color: library.rgb(1, 1, 1), opacity: 0.8 },
  });
  for (const [at, text] of lines.entries()) {
    const y = top + 12 + at * leading;
    drawLine(sheet, text, { x: left, y, size: at === 0 ? 10.5 : size, colour });
  }
}
