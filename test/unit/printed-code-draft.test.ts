import { describe, expect, it } from 'vitest';
import {
  assemblePrintedCode,
  maxPrintedCodeLength,
  readPrintedCode,
} from '../../shared/formats/printed-code.ts';
import {
  makePrintedCodeDraft,
  type PrintedContent,
  type PrintedItem,
} from '../../shared/formats/printed-code-draft.ts';
import { samplePrinted } from '../build/printed-codes.ts';

const signature = new Uint8Array(64);
/** The code of a draft, and what it tells. */
function print(changes: Partial<PrintedContent>) {
  const content = { ...samplePrinted, items: [], ...changes };
  const code = assemblePrintedCode(content.issuer, {
    signingInput: makePrintedCodeDraft(content),
    signature,
  });
  expect(code.length).toBeLessThanOrEqual(maxPrintedCodeLength);
  return { code, claims: readPrintedCode(code).claims };
}
const told = (changes: Partial<PrintedContent>) => print(changes).claims;
const text = (code: string, value: string, more: Partial<PrintedItem> = {}): PrintedItem => ({
  ...{ code, value, isCuttable: true, ...more },
});

describe('a printed code tells', () => {
  it('all there is, and names nothing as shortened, where there is room', () => {
    const items = [text('KZ_MC', '示例'), text('KZ_JYXM', '热食'), text('KZ_ZS', '沈阳')];
    const claims = told({ items });
    expect([...claims.items]).toEqual([
      ['MC', '示例'],
      ['ZS', '沈阳'],
      ['JYXM', '热食'],
    ]);
    expect(claims).toMatchObject({ number: samplePrinted.number, shortened: [] });
    expect(claims.expiresAtSeconds).toBe(samplePrinted.expiresAtSeconds);
  });

  it('no end and no number where there are none', () => {
    const { expiresAtSeconds: _end, number: _number, ...open } = { ...samplePrinted, items: [] };
    const claims = readPrintedCode(
      assemblePrintedCode(open.issuer, { signingInput: makePrintedCodeDraft(open), signature }),
    ).claims;
    expect(claims).not.toHaveProperty('expiresAtSeconds');
    expect(claims).not.toHaveProperty('number');
    expect(claims.shortened).toEqual([]);
  });

  it('a text of `printMax` characters whole, of one more without its end, and says so', () => {
    const of = (value: string) => told({ items: [text('KZ_MC', value, { printMax: 3 })] });
    expect(of('𠮷𠮷𠮷')).toMatchObject({ items: new Map([['MC', '𠮷𠮷𠮷']]), shortened: [] });
    expect(of('𠮷𠮷𠮷末')).toMatchObject({ items: new Map([['MC', '𠮷𠮷𠮷']]), shortened: ['MC'] });
  });

  it('lists whole whatever `printMax` says of texts', () => {
    const value = ['热食类食品制售', '冷食类食品制售'];
    const claims = told({ items: [{ code: 'KZ_XM', value, printMax: 1, isCuttable: true }] });
    expect(claims.items.get('XM')).toEqual(value);
    expect(claims.shortened).toEqual([]);
  });

  it('what may not stand there as left out, before anything else', () => {
    expect(told({ omitted: ['KZ_ID', 'KZ_ZP'] }).shortened).toEqual(['ID', 'ZP']);
  });

  it('a number of 78 bytes, and of one of 79 only that it is left out', () => {
    // two bytes of CBOR say how long it is
    const number = 'A'.repeat(78);
    expect(told({ number })).toMatchObject({ number, shortened: [] });
    const claims = told({ number: `${number}A`, omitted: ['KZ_ID'] });
    expect(claims).not.toHaveProperty('number');
    expect(claims.shortened).toEqual(['ID', 'number']);
  });
});

describe('where there is no room for all', () => {
  // the sample leaves 131 bytes to items, and to what was shortened of them
  it('the longest text gives way until it is as long as the next, then both', () => {
    const claims = told({ items: [text('KZ_A', 'a'.repeat(300)), text('KZ_B', 'b'.repeat(30))] });
    expect(claims.items.get('B')).toBe('b'.repeat(30));
    expect(claims.items.get('A')).toMatch(/^a{80,89}$/);
    expect(claims.shortened).toEqual(['A']);
    const both = told({ items: [text('KZ_A', 'a'.repeat(300)), text('KZ_B', 'b'.repeat(290))] });
    const [a, b] = ['A', 'B'].map((code) => (both.items.get(code) as string).length);
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(2);
    expect(both.shortened).toEqual(['A', 'B']);
  });

  it.each([
    ['of one byte each', 'a', 3],
    ['of three bytes each', '沈', 3],
    ['of four bytes each', '𠮷', 4],
  ])('a text of characters %s is cut by no more than it must be', (_what, character, bytes) => {
    const { code, claims } = print({ items: [text('KZ_A', character.repeat(400))] });
    // eight letters of Base32 are five bytes
    expect(maxPrintedCodeLength - code.length).toBeLessThan((bytes * 8) / 5 + 2);
    expect(claims.items.get('A')).toMatch(new RegExp(`^${character}+$`, 'u'));
  });

  it('a list gives its last values, one after the other, and keeps its first', () => {
    const value = Array.from({ length: 30 }, (_, at) => `经营项目${at}`);
    const { code, claims } = print({ items: [{ code: 'KZ_XM', value, isCuttable: false }] });
    const kept = claims.items.get('XM') as readonly string[];
    expect(kept).toEqual(value.slice(0, kept.length));
    expect(kept.length).toBeGreaterThan(5);
    expect(maxPrintedCodeLength - code.length).toBeLessThan((16 * 8) / 5);
    expect(claims.shortened).toEqual(['XM']);
  });

  it('a list of one value cannot give any, and goes as a whole', () => {
    const items = [{ code: 'KZ_XM', value: ['a'.repeat(400)], isCuttable: true }];
    expect(told({ items })).toMatchObject({ items: new Map(), shortened: ['XM'] });
  });

  it('what is whole or not at all goes from the end, until the rest has room', () => {
    const whole = (code: string) => text(code, 'a'.repeat(75), { isCuttable: false });
    const claims = told({ items: [whole('KZ_A'), whole('KZ_B'), whole('KZ_C')] });
    expect([...claims.items.keys()]).toEqual(['A']);
    expect(claims.shortened).toEqual(['C', 'B']);
  });

  it('texts shrink before any item goes, and none to nothing', () => {
    const whole = text('KZ_W', 'w'.repeat(100), { isCuttable: false });
    const claims = told({ items: [text('KZ_A', 'a'.repeat(30)), whole] });
    expect(claims.items.get('W')).toBe('w'.repeat(100));
    expect(claims.items.get('A')).toMatch(/^a{1,29}$/);
    expect(claims.shortened).toEqual(['A']);
    const wider = { ...whole, value: 'w'.repeat(125) };
    const gone = told({ items: [text('KZ_A', 'a'.repeat(30)), wider] });
    expect([...gone.items]).toEqual([['A', 'a']]);
    expect(gone.shortened).toEqual(['A', 'W']);
  });

  it('the number goes last, when nothing else is left', () => {
    const address = (length: number) => `https://${'p'.repeat(length)}.example`;
    const item = text('KZ_W', 'w'.repeat(10), { isCuttable: false });
    const lengths = Array.from({ length: 160 }, (_, at) => at);
    const steps = lengths.map((length) => {
      try {
        const { items, number, shortened } = told({ issuer: address(length), items: [item] });
        return [items.size, number === undefined ? 0 : 1, shortened.join(' ')].join(' ').trim();
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect([...new Set(steps)]).toEqual([
      '1 1',
      '0 1 W',
      '0 0 W number',
      'a printed code has no room for its address',
    ]);
  });

  it('of two long texts each keeps as much, also where one step could take all from one', () => {
    const [a, b] = ['𠮷'.repeat(30), '𠮷'.repeat(25)];
    const { items } = told({ items: [text('KZ_A', a), text('KZ_B', b)] });
    const [one, other] = ['A', 'B'].map((code) => [...(items.get(code) as string)].length);
    expect(Math.abs((one ?? 0) - (other ?? 0))).toBeLessThanOrEqual(1);
  });
});
