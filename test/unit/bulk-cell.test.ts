import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHarmless, readCell, toHarmless } from '../../shared/domain/bulk-cell.ts';

describe('a cell', () => {
  it.each([
    ['date', '2026/4/1', '2026-04-01'],
    ['date', '２０２６年４月１日', '2026-04-01'],
    ['date', '20260401', '2026-04-01'],
    ['date', '2026-04-01 00:00:00', '2026-04-01'],
    ['date', '2026-4-1T0:00Z', '2026-04-01'],
    ['date', '2026年 4月 1', '2026-04-01'],
    ['date', '2026.10.31', '2026-10-31'],
    ['date', '2026-04-01 00:00:00.000', '2026-04-01'],
    ['date', '2026-04-01 00:01', '2026-04-01 00:01'],
    ['date', '2026-04-01 00:00:00 x', '2026-04-01 00:00:00 x'],
    ['date', '自2026-4-1', '自2026-4-1'],
    ['date', '2026-4-1起', '2026-4-1起'],
    ['date', '202604011', '202604011'],
    ['date', '12026041', '12026041'],
    ['date', '2026/2/30', '2026/2/30'],
    ['date', '昨天', '昨天'],
    ['code', ' ９１２１０１０２ｍａ0y55bb98\u3000', '91210102MA0Y55BB98'],
    ['code', '9121 0102', '91210102'],
    ['code-type', '1', '001'],
    ['code-type', '１１', '011'],
    ['code-type', '111', '111'],
    ['code-type', '1A', '1A'],
    ['code-type', 'A1', 'A1'],
    ['datetime', '2026/4/1 9:05', '2026-04-01T09:05:00+08:00'],
    ['datetime', '2026年4月1日  19:05:30', '2026-04-01T19:05:30+08:00'],
    ['datetime', '20260401T09:05', '2026-04-01T09:05:00+08:00'],
    ['datetime', '2026/4/1 9:05:30 x', '2026/4/1 9:05:30 x'],
    ['datetime', '2026/4/1', '2026/4/1'],
    ['datetime', '2026-04-01T09:05:00Z', '2026-04-01T09:05:00Z'],
    ['decimal', '1,234.50', '1234.50'],
    ['decimal', '１ 234．5', '1234.5'],
    ['enum', ' 男 ', '男'],
    ['text', 'Cafe\u0301', 'Caf\u00e9'],
    ['text', "'=1+1", '=1+1'],
    ['text', "''-1", "'-1"],
    ['text', "'甲", "'甲"],
    ['number', ' 辽（2026）第1号 ', '辽（2026）第1号'],
  ] as const)('of kind %s reads %j as %j', (kind, cell, read) => {
    expect(readCell({ kind }, cell)).toBe(read);
  });

  it('is taken apart where it is a list', () => {
    expect(readCell({ kind: 'list' }, '甲、 乙；丙,丁， \n戊;，己')).toEqual([
      ...['甲', '乙', '丙', '丁', '戊', '己'],
    ]);
  });

  it('with nothing but blanks in it is empty', () => {
    expect(readCell({ kind: 'text' }, ' \u3000\uFEFF')).toBeUndefined();
  });

  it('is no formula once it was made harmless, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const harmless = toHarmless(cell);
        expect(harmless).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
        expect(fromHarmless(harmless)).toBe(fromHarmless(toHarmless(fromHarmless(harmless))));
      }),
    );
    for (const sign of ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
      expect(toHarmless(`${sign}1`)).toBe(`'${sign}1`);
    for (const cell of ['1-1', "'1", '甲=', '']) expect(toHarmless(cell)).toBe(cell);
    for (const cell of ["1'=1", '=1', "'甲"]) expect(fromHarmless(cell)).toBe(cell);
    for (const cell of ['=1+1', '＝1+1', '－']) expect(fromHarmless(toHarmless(cell))).toBe(cell);
    expect(fromHarmless(toHarmless("'=1+1"))).toBe("'=1+1");
  });
});
