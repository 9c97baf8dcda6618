import {
  type PdfPicture,
  pointsPerMillimetre,
  type SealAppearance,
} from './document-appearance.ts';
import type { SealDrawing, SealFrame, SealGlyph } from './seal-drawing.ts';
import { baselineBelowMiddle } from './seal-svg.ts';

/** One stroke of a character's outline: em units, y upward. */
export type OutlineCommand =
  | { readonly command: 'moveTo' | 'lineTo'; readonly args: readonly number[] }
  | { readonly command: 'quadraticCurveTo' | 'bezierCurveTo'; readonly args: readonly number[] }
  | { readonly command: 'closePath'; readonly args: readonly number[] };

/** A character's shape: its strokes and its width, in parts of the em. */
export interface Outline {
  readonly commands: readonly OutlineCommand[];
  readonly advance: number;
}

/** Gives a character's shape. */
export type FindOutline = (character: string) => Outline;

const red = '0.843 0 0.059';

/** Of a quarter of a circle by a Bézier curve. */
const kappa = 0.5523;

const number = (value: number) => String(Math.round(value * 1000) / 1000);
const operation = (operator: string, ...values: readonly number[]) =>
  `${values.map(number).join(' ')} ${operator}`;

/** Its strokes as path operators; a quadratic curve is a cubic one. */
function toPath({ commands }: Outline): string {
  let [x, y] = [0, 0];
  const lines = commands.map(({ command, args }) => {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    const from = [x, y] as const;
    [x = 0, y = 0] = args.length >= 2 ? args.slice(-2) : [x, y];
    if (command === 'moveTo') return operation('m', a, b);
    if (command === 'lineTo') return operation('l', a, b);
    if (command === 'bezierCurveTo') return operation('c', ...args);
    if (command === 'closePath') return 'h';
    const third = (start: number, control: number) => start + (2 / 3) * (control - start);
    const first = [third(from[0], a), third(from[1], b)];
    return operation('c', ...first, third(c, a), third(d, b), c, d);
  });
  return lines.join('\n');
}

/** Millimetres from the top left corner, to millimetres from the lower left one. */
function drawGlyph(glyph: SealGlyph, height: number, findOutline: FindOutline): string {
  const outline = findOutline(glyph.character);
  const angle = (-glyph.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const size = glyph.sizeMillimetres;
  const [across, up] = [(outline.advance / 2) * size * glyph.width, baselineBelowMiddle * size];
  const x = glyph.x - cos * across + sin * up;
  const y = height - glyph.y - sin * across - cos * up;
  const scale = [cos * size * glyph.width, sin * size * glyph.width, -sin * size, cos * size];
  return ['q', operation('cm', ...scale, x, y), toPath(outline), 'f', 'Q'].join('\n');
}

function drawFrame(frame: SealFrame, width: number, height: number): string {
  const inset = frame.insetMillimetres;
  const stroke = operation('w', frame.strokeMillimetres);
  if (frame.form === 'rectangle') {
    return [stroke, operation('re', inset, inset, width - 2 * inset, height - 2 * inset), 'S'].join(
      '\n',
    );
  }
  const [x, y] = [width / 2, height / 2];
  const [a, b] = [x - inset, y - inset];
  const [c, d] = [a * kappa, b * kappa];
  return [
    stroke,
    operation('m', x + a, y),
    operation('c', x + a, y + d, x + c, y + b, x, y + b),
    operation('c', x - c, y + b, x - a, y + d, x - a, y),
    operation('c', x - a, y - d, x - c, y - b, x, y - b),
    operation('c', x + c, y - b, x + a, y - d, x + a, y),
    'h S',
  ].join('\n');
}

/** A drawn seal as PDF draws it: of its true size, all characters as outlines. */
export function toSealAppearance(drawing: SealDrawing, findOutline: FindOutline): SealAppearance {
  const { widthMillimetres: width, heightMillimetres: height, star } = drawing;
  const corners = star.map(({ x, y }, at) => operation(at === 0 ? 'm' : 'l', x, height - y));
  const operators = [
    operation('cm', pointsPerMillimetre, 0, 0, pointsPerMillimetre, 0, 0),
    `${red} rg ${red} RG`,
    ...drawing.frames.map((frame) => drawFrame(frame, width, height)),
    ...(corners.length === 0 ? [] : [...corners, 'h f']),
    ...drawing.glyphs.map((glyph) => drawGlyph(glyph, height, findOutline)),
  ].join('\n');
  return { width: width * pointsPerMillimetre, height: height * pointsPerMillimetre, operators };
}

/** Seals that were given as a picture are 42 mm high, or wide where that is more. */
const givenMillimetres = 42;

/** A given seal's picture, of the size that a seal has. */
export function toPictureAppearance(
  picture: PdfPicture,
  { widthPixels, heightPixels }: { readonly widthPixels: number; readonly heightPixels: number },
): SealAppearance {
  const scale = (givenMillimetres * pointsPerMillimetre) / Math.max(widthPixels, heightPixels);
  const [width, height] = [widthPixels * scale, heightPixels * scale];
  return {
    width,
    height,
    picture,
    operators: `${operation('cm', width, 0, 0, height, 0, 0)}\n/Seal Do`,
  };
}
