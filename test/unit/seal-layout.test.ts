import { describe, expect, it } from 'vitest';
import type { SealDesign, SealShape } from '../../shared/domain/seal.ts';
import { layOutSeal, type SealGlyph } from '../../shared/formats/seal-drawing.ts';
import { mustBe } from '../build/must-be.ts';

const name = '示例市市场监督管理局';
const design = (shape: SealShape, parts: Partial<SealDesign> = {}) =>
  layOutSeal({ shape, name, ...parts });
const code = '2101000012345';
const read = (glyphs: readonly SealGlyph[]) => glyphs.map(({ character }) => character).join('');
/** From the middle of a round seal, and how far clockwise from its top. */
const polar = ({ x, y }: { x: number; y: number }) => ({
  reach: Math.hypot(x - 21, y - 21),
  degrees: (Math.atan2(x - 21, 21 - y) * 180) / Math.PI,
});
const rises = (values: readonly number[]) =>
  values.every((value, at) => at === 0 || value > mustBe(values[at - 1]));

describe('a round seal', () => {
  it('is 42 mm across, of one ring that lies wholly inside (国发〔1999〕25号)', () => {
    const { widthMillimetres, heightMillimetres, frames } = design('round');
    expect([widthMillimetres, heightMillimetres]).toEqual([42, 42]);
    expect(frames).toEqual([{ form: 'ellipse', insetMillimetres: 0.7, strokeMillimetres: 1.2 }]);
  });

  it('has its name on one circle from left to right over the star, each character outward', () => {
    const { glyphs } = design('round');
    expect(read(glyphs)).toBe(name);
    const places = glyphs.map(polar);
    expect(rises(places.map(({ degrees }) => degrees))).toBe(true);
    for (const [at, place] of places.entries()) {
      expect(place.reach).toBeCloseTo(15.6, 6);
      expect(glyphs[at]?.degrees).toBeCloseTo(place.degrees, 6);
      expect(place.degrees).toBeCloseTo(-mustBe(places.at(-1 - at)).degrees, 6);
      expect(glyphs[at]).toMatchObject({ face: 'song', sizeMillimetres: 5.4 });
    }
  });

  it('sets a short name in steps of 6.4 mm, a long one over as much of the ring as it may take', () => {
    const widthOf = (characters: number, inscription?: string) => {
      const { glyphs } = design('round', {
        name: '局'.repeat(characters),
        ...(inscription === undefined ? {} : { inscription }),
      });
      return glyphs.slice(0, characters).map(polar);
    };
    const [one, two] = widthOf(2);
    expect(((mustBe(two).degrees - mustBe(one).degrees) * Math.PI * 15.6) / 180).toBeCloseTo(
      6.4,
      3,
    );
    // 128° to each side, or 116° over an inscription: half a step stays free at both ends
    expect(widthOf(40).at(-1)?.degrees).toBeCloseTo(128 * (39 / 40), 3);
    expect(widthOf(40, '证照专用章').at(-1)?.degrees).toBeCloseTo(116 * (39 / 40), 3);
  });

  it('makes characters narrower first and smaller only then, and never wider than they may be', () => {
    const styleOf = (characters: number) => {
      const [{ sizeMillimetres, width }] = design('round', { name: '局'.repeat(characters) })
        .glyphs as [SealGlyph];
      return { sizeMillimetres, width };
    };
    const available = (2 * 128 * Math.PI * 15.6) / 180;
    expect(styleOf(4)).toEqual({ sizeMillimetres: 5.4, width: 0.82 });
    const narrower = styleOf(18);
    expect(narrower.sizeMillimetres).toBe(5.4);
    expect(narrower.width).toBeCloseTo(((available / 18) * 0.94) / 5.4, 4);
    const smaller = styleOf(40);
    expect(smaller.width).toBe(0.55);
    expect(smaller.sizeMillimetres).toBeCloseTo(((available / 40) * 0.94) / 0.55, 4);
    expect(styleOf(60).sizeMillimetres).toBeLessThan(smaller.sizeMillimetres);
  });

  it('has a star of five points in its middle, one upward, inner corners by the golden ratio', () => {
    const corners = design('round').star.map(polar);
    expect(corners).toHaveLength(10);
    const inner = 6.6 / ((1 + Math.sqrt(5)) / 2) ** 2;
    for (const [at, { reach, degrees }] of corners.entries()) {
      expect(reach).toBeCloseTo(at % 2 === 0 ? 6.6 : inner, 5);
      const turned = (degrees + 360) % 360;
      expect(turned).toBeCloseTo(at * 36, 6);
    }
  });

  it('says what it is for on a line below the star, which makes room for it', () => {
    const inscription = '证照专用章';
    const { glyphs, star } = design('round', { inscription });
    const line = glyphs.slice(-inscription.length);
    expect(read(line)).toBe(inscription);
    const xs = line.map(({ x }) => x);
    expect(rises(xs)).toBe(true);
    expect(xs[2]).toBeCloseTo(21, 9);
    expect(mustBe(xs[1]) - mustBe(xs[0])).toBeCloseTo(3.6, 9);
    for (const { y, degrees, face, width } of line) {
      expect([degrees, face]).toEqual([0, 'song']);
      expect(y).toBeCloseTo(31.6, 9);
      expect(width).toBeCloseTo((3.6 * 0.94) / 4, 9);
    }
    expect(mustBe(design('round').star[0]).y - mustBe(star[0]).y).toBeCloseTo(0.6, 9);
  });

  it('has its code along the lower edge, outside the circle of the name, from left to right', () => {
    const { glyphs } = design('round', { code });
    const digits = glyphs.slice(-code.length);
    expect(read(digits)).toBe(code);
    expect(rises(digits.map(({ x }) => x))).toBe(true);
    for (const digit of digits) {
      const { reach, degrees } = polar(digit);
      expect(reach).toBeCloseTo(18.1, 6);
      expect(Math.abs(degrees)).toBeGreaterThan(131);
      // leaning inward: their feet toward the edge
      expect(digit.degrees).toBeCloseTo(degrees < 0 ? 180 + degrees : degrees - 180, 5);
      expect(digit).toMatchObject({ face: 'plain', sizeMillimetres: 1.9 });
    }
  });
});

describe('an oval seal', () => {
  it('is 40 × 30 mm with an edge 1 mm wide (国家税务总局公告2011年第7号)', () => {
    const { widthMillimetres, heightMillimetres, frames } = design('oval');
    expect([widthMillimetres, heightMillimetres]).toEqual([40, 30]);
    expect(frames).toEqual([{ form: 'ellipse', insetMillimetres: 0.6, strokeMillimetres: 1 }]);
  });

  it('has its name around, 4.2 mm high, on an ellipse of its own', () => {
    const { glyphs } = design('oval');
    expect(read(glyphs)).toBe(name);
    for (const { x, y, sizeMillimetres, face } of glyphs) {
      expect(((x - 20) / 15.9) ** 2 + ((y - 15) / 10.9) ** 2).toBeCloseTo(1, 6);
      expect([sizeMillimetres, face]).toEqual([4.2, 'song']);
    }
    expect(rises(glyphs.map(({ x }) => x))).toBe(true);
  });

  it('has the code across its middle, or a star where there is none', () => {
    const taxpayer = '11210100MB1234567X';
    const coded = design('oval', { code: taxpayer });
    const digits = coded.glyphs.slice(-taxpayer.length);
    expect(coded.star).toEqual([]);
    expect(read(digits)).toBe(taxpayer);
    for (const { y, face } of digits) expect([y, face]).toEqual([15, 'plain']);
    expect(mustBe(digits[0]).x + mustBe(digits.at(-1)).x).toBeCloseTo(40, 9);
    // eighteen characters share 25 mm
    expect(mustBe(digits[1]).x - mustBe(digits[0]).x).toBeCloseTo(25 / 18, 9);
    const { star } = design('oval');
    expect(star).toHaveLength(10);
    expect(star[0]).toEqual({ x: 20, y: 11 });
    expect(Math.max(...star.map(({ y }) => y))).toBeLessThan(19);
  });

  it('says what it is for below the middle', () => {
    const { glyphs } = design('oval', { inscription: '发票专用章', code });
    const line = glyphs.slice(-5);
    expect(read(line)).toBe('发票专用章');
    expect(line[2]?.x).toBeCloseTo(20, 9);
    for (const { y, face } of line) expect([y, face]).toEqual([23, 'song']);
  });
});

describe('a square seal', () => {
  /** Columns from the right, each from its top. */
  const columnsOf = (glyphs: readonly SealGlyph[]) => {
    const xs = [...new Set(glyphs.map(({ x }) => Math.round(x * 1e6) / 1e6))];
    return xs.map((x) => glyphs.filter((glyph) => Math.abs(glyph.x - x) < 1e-5));
  };

  it('is 30 mm, framed by lines, without a star', () => {
    const { widthMillimetres, heightMillimetres, frames, star } = design('square');
    expect([widthMillimetres, heightMillimetres, star]).toEqual([30, 30, []]);
    expect(frames).toEqual([{ form: 'rectangle', insetMillimetres: 0.7, strokeMillimetres: 1.2 }]);
  });

  it.each<[number, readonly number[]]>([
    [1, [1]],
    [2, [1, 1]],
    [4, [2, 2]],
    [5, [2, 1, 2]],
    [9, [3, 3, 3]],
    [10, [3, 2, 3, 2]],
    [15, [4, 4, 3, 4]],
  ])(
    'sets %i characters in as many columns as make it square, read from the right',
    (count, lengths) => {
      const text = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'].slice(0, count).join('');
      const { glyphs } = design('square', { name: text });
      expect(read(glyphs)).toBe(text);
      const columns = columnsOf(glyphs);
      expect(columns.map(({ length }) => length)).toEqual(lengths);
      expect(rises(columns.map(([first]) => -mustBe(first).x))).toBe(true);
      const width = 25.2 / columns.length;
      for (const [at, column] of columns.entries()) {
        expect(column[0]?.x).toBeCloseTo(27.6 - (at + 0.5) * width, 9);
        // each fills the height: as much stays free above its first as below its last
        const cell = 25.2 / column.length;
        for (const [row, { y, degrees }] of column.entries()) {
          expect(y).toBeCloseTo(2.4 + (row + 0.5) * cell, 9);
          expect(degrees).toBe(0);
        }
      }
    },
  );

  it.each([1, 2, 3, 5, 7, 10, 30, 60])(
    'draws each of %i characters to 94 of 100 of its cell, unless that made it too narrow or too wide',
    (count) => {
      const columns = columnsOf(design('square', { name: '局'.repeat(count) }).glyphs);
      const across = 25.2 / columns.length;
      for (const glyph of columns.flat()) {
        const column = columns.find((one) => one.includes(glyph)) ?? [];
        const tall = (glyph.sizeMillimetres * column.length) / 25.2;
        const wide = (glyph.sizeMillimetres * glyph.width) / across;
        expect(Math.max(tall, wide)).toBeCloseTo(0.94, 6);
        const isBounded = glyph.width === 0.55 || glyph.width === 1.25;
        expect(isBounded || Math.min(tall, wide) > 0.939_999).toBe(true);
        expect(glyph.width).toBeGreaterThanOrEqual(0.55);
        expect(glyph.width).toBeLessThanOrEqual(1.25);
      }
    },
  );

  it('reads name and inscription on, and leaves the foot to the code', () => {
    const { glyphs } = design('square', { name: '示例局', inscription: '印章', code });
    const song = glyphs.filter(({ face }) => face === 'song');
    const digits = glyphs.filter(({ face }) => face === 'plain');
    expect(read(song)).toBe('示例局印章');
    expect(read(digits)).toBe(code);
    for (const { y, sizeMillimetres } of song) expect(y + sizeMillimetres / 2).toBeLessThan(25.2);
    for (const { y, degrees, width, sizeMillimetres } of digits) {
      expect(y).toBeCloseTo(26.4, 9);
      expect([degrees, width]).toEqual([0, 1]);
      expect(sizeMillimetres).toBeCloseTo(1.9, 9);
    }
    expect(digits[6]?.x).toBeCloseTo(15, 9);
    expect(mustBe(digits[1]).x - mustBe(digits[0]).x).toBeCloseTo(1.5, 9);
    const longest = design('square', { name: '示例局', code: '1'.repeat(18) }).glyphs.slice(3);
    expect(mustBe(longest[1]).x - mustBe(longest[0]).x).toBeCloseTo(1.4, 9);
    expect(mustBe(longest[0]).x + mustBe(longest.at(-1)).x).toBeCloseTo(30, 9);
    expect(longest[0]?.sizeMillimetres).toBeCloseTo(1.9, 9);
  });
});
