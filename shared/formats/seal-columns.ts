import type { SealDesign } from '../domain/seal.ts';
import type { SealDrawing, SealGlyph } from './seal-drawing.ts';

/** Millimetres. */
const side = 30;
const margin = 2.4;
const codeHeight = 2.4;
/** Of its cell's height a character takes so much, and it is never drawn wider than so. */
const fill = 0.94;
const widest = 1.25;
const narrowest = 0.55;

interface Column {
  readonly characters: readonly string[];
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** Each column fills its whole height, so that none ends in blanks. */
function setColumn({ characters, x, width, height }: Column): readonly SealGlyph[] {
  const cell = height / characters.length;
  const drawn = Math.min(widest, Math.max(narrowest, (width * fill) / (cell * fill)));
  const sizeMillimetres = Math.min(cell, width / drawn) * fill;
  return characters.map((character, at) => ({
    ...{ character, x, y: margin + (at + 0.5) * cell, degrees: 0 },
    ...{ sizeMillimetres, width: drawn, face: 'song' },
  }));
}

function setCode(code: string): readonly SealGlyph[] {
  const step = Math.min(1.5, (side - 2 * margin) / code.length);
  const first = side / 2 - (step * (code.length - 1)) / 2;
  return [...code].map((character, at) => ({
    ...{ character, x: first + at * step, y: side - margin - codeHeight / 2, degrees: 0 },
    ...{ sizeMillimetres: Math.min(1.9, step / 0.6), width: 1, face: 'plain' },
  }));
}

/** A square seal 方章: name and inscription in columns, read downward and from right to left. */
export function setInColumns({ name, inscription = '', code = '' }: SealDesign): SealDrawing {
  const characters = [...name, ...inscription];
  const count = Math.ceil(Math.sqrt(characters.length));
  const height = side - 2 * margin - (code === '' ? 0 : codeHeight);
  const width = (side - 2 * margin) / count;
  const starts = Array.from({ length: count + 1 }, (_, at) =>
    Math.round((at * characters.length) / count),
  );
  const columns = starts.slice(0, -1).map((start, at) => ({
    characters: characters.slice(start, starts[at + 1]),
    x: side - margin - (at + 0.5) * width,
    ...{ width, height },
  }));
  return {
    ...{ widthMillimetres: side, heightMillimetres: side, star: [] },
    frames: [{ form: 'rectangle', insetMillimetres: 0.7, strokeMillimetres: 1.2 }],
    glyphs: [...columns.flatMap(setColumn), ...setCode(code)],
  };
}
