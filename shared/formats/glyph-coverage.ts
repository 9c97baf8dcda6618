import { glyphRuns } from './glyph-coverage-data.ts';

/** First and last characters of the runs, in order. */
let runs: readonly (readonly [number, number])[] | undefined;

function readRuns(): readonly (readonly [number, number])[] {
  let next = 0;
  return glyphRuns.split(' ').map((run) => {
    const [gap = '', more = '0'] = run.split('.');
    const first = next + Number.parseInt(gap, 36);
    const last = first + Number.parseInt(more, 36);
    next = last + 1;
    return [first, last] as const;
  });
}

/** Blanks that set text apart without a glyph of their own. */
const blanks = new Set([0x09, 0x0a, 0x0d]);

function isDrawable(codePoint: number): boolean {
  if (blanks.has(codePoint)) return true;
  runs ??= readRuns();
  let [low, high] = [0, runs.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first = 0, last = 0] = runs[middle] ?? [];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * The first character of a text that a face cannot be set in, because the font has no glyph for it: rare
 * Han characters 生僻字 above all. Asked before anything is signed, of a table, without the font.
 */
export function findUndrawable(text: string): string | undefined {
  for (const character of text) {
    if (!isDrawable(character.codePointAt(0) ?? 0)) return character;
  }
  return undefined;
}
