import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHarmless, readCell, toHarmless } from '../../shared/domain/bulk-cell.ts';

describe('a cell', () => {
  it.each([
    ['date', '2026/4/1', '2026-04-01'],
    ['date', '２０２６年４月１日', '2026-04-01'],
    ['date', '20260401', '2026-04-01'],
    ['date', '2026-04-01 00:00:00', '2026-04-01'],
    ['date', '2026/2/30', '2026/2/30'],
    ['date', '昨天', '昨天'],
    ['code', ' ９１２１０１０２ｍａ0y55bb98\u3000', '91210102MA0Y55BB98'],
    ['code-type', '1', '001'],
    ['datetime', '2026/4/1 9:05', '2026-04-01T09:05:00+08:00'],
    ['datetime', '2026-04-01T09:05:00Z', '2026-04-01T09:05:00Z'],
    ['decimal', '1,234.50', '1234.50'],
    ['number', ' 辽（2026）第1号 ', '辽（2026）第1号'],
  ] as const)('of kind %s reads %j as %j', (kind, cell, read) => {
    expect(readCell({ kind }, cell)).toBe(read);
  });

  it('is taken apart where it is a list', () => {
    expect(readCell({ kind: 'list' }, '甲、乙；丙,丁， ')).toEqual(['甲', '乙', '丙', '丁']);
  });

  it('with nothing but blanks in it is empty', () => {
    expect(readCell({ kind: 'text' }, ' \u3000\uFEFF')).toBeUndefined();
  });

  it('is no formula once it was made harmless, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const harmless = toHarmless(cell);
        expect(harmless).not.toMatch(/^[=+\-@\t\r]/);
        expect(fromHarmless(harmless)).toBe(fromHarmless(toHarmless(fromHarmless(harmless))));
      }),
    );
    expect(fromHarmless(toHarmless('=1+1'))).toBe('=1+1');
    expect(fromHarmless(toHarmless("'=1+1"))).toBe("'=1+1");
  });
});
