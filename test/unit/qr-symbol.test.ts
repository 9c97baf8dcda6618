import { describe, expect, it } from 'vitest';
import { toPrintedCode } from '../../shared/formats/printed-code.ts';
import { toQrSvg, toQrSymbol, toTextSymbol } from '../../shared/formats/qr-symbol.ts';

const printed = toPrintedCode(
  'https://lnz.example',
  Uint8Array.from({ length: 300 }, (_, at) => at % 251),
);
const symbols = [
  ['a printed code', () => toQrSymbol(printed)],
  ['a text', () => toTextSymbol('https://lnz.example/q')],
] as const;

/** Fills what a path of rectangles says, each of one row's height. */
function fill(path: string, size: number): readonly number[] {
  const modules = new Array<number>(size * size).fill(0);
  const pieces = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)];
  expect(pieces.map(([piece]) => piece).join('')).toBe(path);
  for (const [, ...numbers] of pieces) {
    const [left = 0, row = 0, length = 0, back] = numbers.map(Number);
    expect(back).toBe(left);
    for (let at = 0; at < length; at += 1)
      modules[row * size + left + at] = (modules[row * size + left + at] ?? 0) + 1;
  }
  return modules;
}

describe.each(symbols)('the symbol of %s', (_of, draw) => {
  it('has the size of its version, a byte a module', () => {
    const { version, size, modules } = draw();
    expect(size).toBe(17 + 4 * version);
    expect(modules).toHaveLength(size * size);
    expect(modules.every((module) => module === 0 || module === 1)).toBe(true);
  });

  it('has finders in three corners (ISO/IEC 18004 section 6.3.3)', () => {
    const { size, modules } = draw();
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    const cornerAt = (left: number, top: number) =>
      finder.map((_row, at) => {
        const from = (top + at) * size + left;
        return [...modules.subarray(from, from + 7)].join('');
      });
    expect(cornerAt(0, 0)).toEqual(finder);
    expect(cornerAt(size - 7, 0)).toEqual(finder);
    expect(cornerAt(0, size - 7)).toEqual(finder);
  });

  it('says that its level is M: 00 behind the mask 10 (section 7.9)', () => {
    const { size, modules } = draw();
    expect([...modules.subarray(8 * size, 8 * size + 2)]).toEqual([1, 0]);
  });

  it('has a path that covers every dark module once and no other', () => {
    const { size, modules, path } = draw();
    expect(fill(path, size)).toEqual([...modules]);
  });

  it('draws neighbours in a row as one piece', () => {
    const { size, modules, path } = draw();
    const starts = [...modules].filter(
      (module, at) => module === 1 && (at % size === 0 || modules[at - 1] === 0),
    );
    expect(path.match(/M/g)).toHaveLength(starts.length);
  });

  it('is an SVG with four clear modules on every side (section 6.3.8)', () => {
    const symbol = draw();
    const svg = toQrSvg(symbol);
    const whole = symbol.size + 8;
    expect(svg).toContain(`viewBox="-4 -4 ${whole} ${whole}"`);
    expect(svg).toContain(`fill="#fff" d="M-4 -4h${whole}v${whole}H-4z"`);
    expect(svg).toContain(`<path d="${symbol.path}"/></svg>`);
  });
});

describe('a symbol', () => {
  it('is of version 20 at most: 666 bytes at level M, and not one more (table 7)', () => {
    expect(toTextSymbol('a'.repeat(666)).version).toBe(20);
    expect(() => toTextSymbol('a'.repeat(667))).toThrow('too large a symbol');
  });

  it('counts bytes of UTF-8, not characters', () => {
    expect(toTextSymbol('证'.repeat(222)).version).toBe(20);
    expect(() => toTextSymbol('证'.repeat(223))).toThrow('too large a symbol');
  });

  it('is smaller for a printed code, whose Base32 takes eleven bits for two characters', () => {
    expect(toQrSymbol(printed).version).toBeLessThan(toTextSymbol(printed).version);
  });
});
