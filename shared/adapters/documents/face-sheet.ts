import type { PDFFont, PDFPage, RGB } from '@cantoo/pdf-lib';
import type { FaceTemplate } from '../../domain/face-template.ts';

/** The library, which is loaded when a face is first drawn. */
export type PdfLibrary = typeof import('@cantoo/pdf-lib');

/** A page to draw on, with its one font. Points from the left and from the top. */
export interface FaceSheet {
  readonly library: PdfLibrary;
  readonly page: PDFPage;
  readonly font: PDFFont;
  readonly width: number;
  readonly height: number;
  readonly colours: FaceColours;
}

export interface FaceColours {
  readonly ink: RGB;
  readonly label: RGB;
  readonly frame: RGB;
  readonly wash: RGB;
}

const a4 = [595.28, 841.89] as const;
const frames = {
  gold: [0.66, 0.5, 0.22],
  green: [0.18, 0.45, 0.32],
  blue: [0.17, 0.36, 0.58],
  red: [0.68, 0.16, 0.15],
} as const;

/** Size of the sheet in points. */
export function sheetSize({ orientation }: FaceTemplate): readonly [number, number] {
  return orientation === 'landscape' ? [a4[1], a4[0]] : a4;
}

export function toColours({ rgb }: PdfLibrary, { frame = 'gold' }: FaceTemplate): FaceColours {
  const [red, green, blue] = frames[frame];
  const light = (value: number) => 1 - (1 - value) * 0.22;
  return {
    ink: rgb(0.1, 0.1, 0.1),
    label: rgb(0.38, 0.36, 0.33),
    frame: rgb(red, green, blue),
    wash: rgb(light(red), light(green), light(blue)),
  };
}

/** One line of text. */
export interface TextLine {
  readonly x: number;
  /** Of the baseline, from the top. */
  readonly y: number;
  readonly size: number;
  readonly colour?: RGB;
  /** Thickness of an outline that makes it bold. */
  readonly bold?: number;
}

export function drawLine(sheet: FaceSheet, text: string, line: TextLine): void {
  const { page, font, height, colours, library } = sheet;
  const colour = line.colour ?? colours.ink;
  if (line.bold !== undefined) {
    page.pushOperators(
      library.setTextRenderingMode(library.TextRenderingMode.FillAndOutline),
      library.setLineWidth(line.bold),
      library.setStrokingRgbColor(colour.red, colour.green, colour.blue),
    );
  }
  page.drawText(text, { x: line.x, y: height - line.y, size: line.size, font, color: colour });
  if (line.bold !== undefined) {
    page.pushOperators(library.setTextRenderingMode(library.TextRenderingMode.Fill));
  }
}

/** The same, its middle at x; characters further apart where `spread` is told. */
export function drawCentred(
  sheet: FaceSheet,
  text: string,
  line: TextLine & { spread?: number },
): void {
  const { spread = 0, size, x } = line;
  const characters = spread === 0 ? [text] : [...text];
  const widths = characters.map((one) => sheet.font.widthOfTextAtSize(one, size));
  const whole = widths.reduce((sum, one) => sum + one, 0) + spread * (characters.length - 1);
  let at = x - whole / 2;
  for (const [index, character] of characters.entries()) {
    drawLine(sheet, character, { ...line, x: at });
    at += (widths[index] ?? 0) + spread;
  }
}

/** What may not begin a line 避头. */
const neverFirst = new Set([...'，。、；：！？）】》」』”’%,.;:!?)']);

/** In which type text is broken, and how wide its lines may be. */
export interface Measure {
  readonly font: PDFFont;
  readonly size: number;
  readonly width: number;
}

/** Breaks text into lines: anywhere between Han characters, between words elsewhere. */
export function breakLines(text: string, measure: Measure): readonly string[] {
  const { font, size, width } = measure;
  const lines = [''];
  let used = 0;
  for (const piece of toPieces(text, measure)) {
    const across = piece === '\n' ? 0 : font.widthOfTextAtSize(piece, size);
    const isOver = used + across > width && !neverFirst.has(piece);
    if (piece === '\n' || isOver) {
      lines.push('');
      used = 0;
    }
    if (piece === '\n') continue;
    lines[lines.length - 1] += piece;
    used += across;
  }
  return lines.filter((line) => line !== '');
}

/** What is not broken further: a character, or a word unless it is longer than a line. */
function toPieces(text: string, { font, size, width }: Measure): readonly string[] {
  return (text.match(/\n|[\x21-\x7e]+|[\s\S]/gu) ?? []).flatMap((piece) => {
    const across = piece === '\n' ? 0 : font.widthOfTextAtSize(piece, size);
    if (across <= width) return [piece];
    const most = Math.max(1, Math.floor((piece.length * width) / across));
    return piece.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [];
  });
}
