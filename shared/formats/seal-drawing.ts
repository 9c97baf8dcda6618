import type { SealDesign, SealShape } from '../domain/seal.ts';
import { arcLength, type Ellipse, placeOnArc } from './seal-arc.ts';
import { setInColumns } from './seal-columns.ts';

/** One character: its middle, turned clockwise about it. Millimetres, from the top left corner. */
export interface SealGlyph {
  readonly character: string;
  readonly x: number;
  readonly y: number;
  readonly degrees: number;
  /** Size of the font's em. */
  readonly sizeMillimetres: number;
  /** How wide it is drawn: 1 as the font has it, less for narrow. */
  readonly width: number;
  /** From which face: characters of the seal in Song 宋体, codes in a plain one. */
  readonly face: 'song' | 'plain';
}

/** A closed line around the seal: its middle lies so far inside the picture's edge. */
export interface SealFrame {
  readonly form: 'ellipse' | 'rectangle';
  readonly insetMillimetres: number;
  readonly strokeMillimetres: number;
}

/** A seal as what any medium can draw: in one colour, nothing filled but star and characters. */
export interface SealDrawing {
  readonly widthMillimetres: number;
  readonly heightMillimetres: number;
  readonly frames: readonly SealFrame[];
  /** Corners of the star; none on an oval with a code, and on a square. */
  readonly star: readonly { readonly x: number; readonly y: number }[];
  readonly glyphs: readonly SealGlyph[];
}

/** The colour of seals 印泥红. */
export const sealColour = '#d7000f';

/** A line of characters: how high they are, and how wide at most. */
interface LineStyle {
  readonly sizeMillimetres: number;
  readonly widest: number;
  readonly face: SealGlyph['face'];
}

/** The same around an ellipse: how far to both sides, and from middle to middle at most. */
interface ArcStyle extends LineStyle {
  readonly degrees: number;
  readonly step: number;
  readonly side?: 'top' | 'bottom';
}

/** Narrower than this, characters become smaller instead. */
const narrowest = 0.55;
/** How much of its step a character fills. */
const fill = 0.94;

const round = { across: 42, nameRadius: 15.6, codeRadius: 18.1, starRadius: 6.6 };
const oval = { width: 40, height: 30, nameX: 15.9, nameY: 10.9, starRadius: 4 };

/** Shares a line's length among its characters: first narrower, then smaller. */
function shareOut(count: number, available: number, style: LineStyle & { readonly step: number }) {
  const stepMillimetres = Math.min(style.step, available / count);
  const wanted = Math.min(style.widest, (stepMillimetres * fill) / style.sizeMillimetres);
  const width = Math.max(narrowest, wanted);
  const sizeMillimetres = Math.min(style.sizeMillimetres, (stepMillimetres * fill) / width);
  return { stepMillimetres, width, sizeMillimetres };
}

function setOnArc(text: string, ellipse: Ellipse, style: ArcStyle): readonly SealGlyph[] {
  const characters = [...text];
  const { stepMillimetres, width, sizeMillimetres } = shareOut(
    characters.length,
    arcLength(ellipse, style.degrees),
    style,
  );
  const places = placeOnArc(ellipse, { count: characters.length, stepMillimetres }, style.side);
  return places.map((place, at) => ({
    ...{ character: characters[at] ?? '', ...place },
    ...{ sizeMillimetres, width, face: style.face },
  }));
}

function setOnLine(
  text: string,
  { x, y, length }: { readonly x: number; readonly y: number; readonly length: number },
  style: LineStyle & { readonly step: number },
): readonly SealGlyph[] {
  const characters = [...text];
  const { stepMillimetres, width, sizeMillimetres } = shareOut(characters.length, length, style);
  const first = x - (stepMillimetres * (characters.length - 1)) / 2;
  return characters.map((character, at) => ({
    ...{ character, x: first + at * stepMillimetres, y, degrees: 0 },
    ...{ sizeMillimetres, width, face: style.face },
  }));
}

/** Five points 五角星, one upward. */
function star(x: number, y: number, radius: number): SealDrawing['star'] {
  return Array.from({ length: 10 }, (_, at) => {
    const reach = at % 2 === 0 ? radius : radius * 0.381966;
    const angle = (at * Math.PI) / 5;
    return { x: x + reach * Math.sin(angle), y: y - reach * Math.cos(angle) };
  });
}

const circle = (radius: number): Ellipse => ({
  ...{ centreX: round.across / 2, centreY: round.across / 2 },
  ...{ radiusX: radius, radiusY: radius },
});

/** Name on the arc, star in the middle, what it is for below it, the code along the lower edge. */
function drawRound({ name, inscription = '', code = '' }: SealDesign): SealDrawing {
  const middle = round.across / 2;
  const degrees = inscription === '' ? 128 : 116;
  return {
    ...{ widthMillimetres: round.across, heightMillimetres: round.across },
    frames: [{ form: 'ellipse', insetMillimetres: 0.7, strokeMillimetres: 1.2 }],
    star: star(middle, middle - (inscription === '' ? 0 : 0.6), round.starRadius),
    glyphs: [
      ...setOnArc(name, circle(round.nameRadius), {
        ...{ sizeMillimetres: 5.4, widest: 0.82, face: 'song' },
        ...{ degrees, step: 6.4 },
      }),
      ...setOnLine(
        inscription,
        { x: middle, y: middle + 10.6, length: 19 },
        { sizeMillimetres: 4, widest: 0.85, face: 'song', step: 3.6 },
      ),
      ...setOnArc(code, circle(round.codeRadius), {
        ...{ sizeMillimetres: 1.9, widest: 1, face: 'plain' },
        ...{ degrees: 48, step: 1.6, side: 'bottom' },
      }),
    ],
  };
}

/** Name on the arc, the code across the middle (a star where there is none), what it is for below. */
function drawOval({ name, inscription = '', code = '' }: SealDesign): SealDrawing {
  const [x, y] = [oval.width / 2, oval.height / 2];
  const arc = { centreX: x, centreY: y, radiusX: oval.nameX, radiusY: oval.nameY };
  return {
    ...{ widthMillimetres: oval.width, heightMillimetres: oval.height },
    frames: [{ form: 'ellipse', insetMillimetres: 0.6, strokeMillimetres: 1 }],
    star: code === '' ? star(x, y, oval.starRadius) : [],
    glyphs: [
      ...setOnArc(name, arc, {
        ...{ sizeMillimetres: 4.2, widest: 0.8, face: 'song' },
        ...{ degrees: 100, step: 4.4 },
      }),
      ...setOnLine(
        code,
        { x, y, length: 25 },
        { sizeMillimetres: 3.2, widest: 1, face: 'plain', step: 1.9 },
      ),
      ...setOnLine(
        inscription,
        { x, y: y + 8, length: 19 },
        { sizeMillimetres: 4.4, widest: 0.72, face: 'song', step: 3.4 },
      ),
    ],
  };
}

const draw: Readonly<Record<SealShape, (design: SealDesign) => SealDrawing>> = {
  round: drawRound,
  oval: drawOval,
  square: setInColumns,
};

/**
 * Lays out a seal's picture: the same words always give the same drawing. Long names become narrower
 * first and smaller then. Round as official seals are (国发〔1999〕25号), oval as invoice seals
 * (国家税务总局公告2011年第7号), square set in columns from the right.
 */
export function layOutSeal(design: SealDesign): SealDrawing {
  return draw[design.shape](design);
}
