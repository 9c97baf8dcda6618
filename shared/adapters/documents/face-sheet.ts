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
export function drawCentred(sheet: FaceSheet, text: string, line: TextLine & { spread?: number }): void {
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

/** Breaks text into lines: anywhere between Han characters, between words elsewhere. */
export function breakLines(font: PDFFont, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.match(/\n|[\x21-\x7e]+|[\s\S]/gu) ?? []) {
    const across = piece === '\n' ? 0 : font.widthOfTextAtSize(piece, size);
    const isBreak = piece === '\n' || (used + across > width && !neverFirst.has(piece));
    if (isBreak && line !== '') {
      lines.push(line);
      [line, used] = ['', 0];
    }
    if (piece === '\n') continue;
    for (const part of across > width ? cut(font, piece, size, width) : [piece]) {
      if (part !== piece && line !== '') {
        lines.push(line);
        [line, used] = ['', 0];
      }
      line += part;
      used += font.widthOfTextAtSize(part, size);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** A word longer than a line, in pieces. */
function cut(font: PDFFont, word: string, size: number, width: number): string[] {
  const most = Math.max(1, Math.floor((word.length * width) / font.widthOfTextAtSize(word, size)));
  return word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [];
}
