import type { SealDesign } from '../domain/seal.ts';
import {
  layOutSeal,
  type SealDrawing,
  type SealFrame,
  type SealGlyph,
  sealColour,
} from './seal-drawing.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string) => text.replaceAll(/[&<>"']/g, (one) => escapes[one] ?? '');
const number = (value: number) => String(Math.round(value * 1000) / 1000);

/** From the middle of a character down to its baseline, in ems: the same for Han characters and capitals. */
export const baselineBelowMiddle = 0.36;

const faces: Readonly<Record<SealGlyph['face'], string>> = {
  song: 'SimSun, Songti SC, STSong, Noto Serif SC, Noto Serif CJK SC, serif',
  plain: 'Arial, Helvetica, sans-serif',
};

function toFrame(frame: SealFrame, { widthMillimetres, heightMillimetres }: SealDrawing): string {
  const { insetMillimetres: inset, strokeMillimetres } = frame;
  const stroke = `fill="none" stroke="${sealColour}" stroke-width="${strokeMillimetres}"`;
  const [width, height] = [widthMillimetres - 2 * inset, heightMillimetres - 2 * inset];
  return frame.form === 'rectangle'
    ? `<rect x="${inset}" y="${inset}" width="${number(width)}" height="${number(height)}" ${stroke}/>`
    : `<ellipse cx="${widthMillimetres / 2}" cy="${heightMillimetres / 2}" rx="${number(width / 2)}" ry="${number(height / 2)}" ${stroke}/>`;
}

function toGlyph({ character, x, y, degrees, sizeMillimetres, width }: SealGlyph): string {
  const place = `translate(${number(x)} ${number(y)}) rotate(${number(degrees)}) scale(${number(width)} 1)`;
  return `<text y="${number(baselineBelowMiddle * sizeMillimetres)}" font-size="${number(sizeMillimetres)}" transform="${place}">${escapeXml(character)}</text>`;
}

function toFace(face: SealGlyph['face'], { glyphs }: SealDrawing): string {
  const drawn = glyphs.filter((glyph) => glyph.face === face).map(toGlyph);
  return drawn.length === 0 ? '' : `<g font-family="${faces[face]}">${drawn.join('')}</g>`;
}

function toStar({ star }: SealDrawing): string {
  const points = star.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ');
  return star.length === 0 ? '' : `<polygon points="${points}"/>`;
}

/** A seal's picture as SVG of its true size. The same words give the same bytes; it refers to nothing outside itself. */
export function toSealSvg(design: SealDesign): string {
  const drawing = layOutSeal(design);
  const { widthMillimetres: width, heightMillimetres: height } = drawing;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(design.name)}${escapeXml(design.inscription ?? '')}</title>`,
    ...drawing.frames.map((frame) => toFrame(frame, drawing)),
    `<g fill="${sealColour}" text-anchor="middle">`,
    toFace('song', drawing),
    toStar(drawing),
    toFace('plain', drawing),
    '</g></svg>',
  ].join('');
}
