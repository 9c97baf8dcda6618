import { glyphRuns } from './glyph-coverage-data.ts';

/** One bit a character, made when it is first asked for: 26 KB. */
let drawable: Uint8Array | undefined;
const mostCharacters = 0x34_000;

function toBits(): Uint8Array {
  const bits = new Uint8Array(mostCharacters >> 3);
  let next = 0;
  for (const run of glyphRuns.split(' ')) {
    const [gap = '', more = '0'] = run.split('.');
    const first = next + Number.parseInt(gap, 36);
    const last = first + Number.parseInt(more, 36);
    for (let code = first; code <= last; code += 1) setBit(bits, code);
    next = last + 1;
  }
  // blanks set text apart without a glyph of their own
  for (const blank of [0x09, 0x0a, 0x0d]) setBit(bits, blank);
  return bits;
}

function setBit(bits: Uint8Array, code: number): void {
  bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7));
}

/**
 * The first character of a text that a face cannot be set in, because the font has no glyph for it: rare
 * Han characters 生僻字 above all. Asked before anything is signed, of a table, without the font.
 */
export function findUndrawable(text: string): string | undefined {
  drawable ??= toBits();
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (((drawable[code >> 3] ?? 0) & (1 << (code & 7))) === 0) return String.fromCodePoint(code);
    if (code > 0xffff) at += 1;
  }
  return undefined;
}
