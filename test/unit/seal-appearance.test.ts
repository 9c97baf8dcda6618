import { describe, expect, it } from 'vitest';
import type { PdfPicture } from '../../shared/formats/document-appearance.ts';
import {
  type FindOutline,
  type Outline,
  toPictureAppearance,
  toSealAppearance,
} from '../../shared/formats/seal-appearance.ts';
import { layOutSeal, type SealDrawing } from '../../shared/formats/seal-drawing.ts';
import { mustBe } from '../build/must-be.ts';
import { type PaintedPath, paintPaths } from '../build/pdf-paths.ts';

/** Points a millimetre. */
const pt = 72 / 25.4;
/** A character of which only one point is drawn: its middle, 0.36 em above the baseline. */
const middle: FindOutline = () => ({
  advance: 0.6,
  commands: [{ command: 'moveTo', args: [0.3, 0.36] }],
});
const round = layOutSeal({
  ...{ shape: 'round', name: '示例局', inscription: '证照专用章', code: '2101000012345' },
});
const square = layOutSeal({ shape: 'square', name: '示例市示例局' });
const paint = (drawing: SealDrawing, find: FindOutline = middle) =>
  paintPaths(toSealAppearance(drawing, find).operators);

/** Draws one character of a size of 1 mm in the lower left corner of a square, without frame or star. */
function paintOne(outline: Outline): readonly PaintedPath[] {
  const place = { x: outline.advance / 2, y: 30 - 0.36, degrees: 0 };
  const glyph = { ...place, sizeMillimetres: 1, width: 1, face: 'song', character: '一' } as const;
  return paint({ ...square, frames: [], glyphs: [glyph] }, () => outline);
}
const inMillimetres = ({ points }: PaintedPath) => points.map(({ x, y }) => [x / pt, y / pt]);

describe('a seal on a page', () => {
  it('has its true size in points, and begins in red with millimetres for units', () => {
    const { width, height, operators } = toSealAppearance(round, middle);
    expect(width).toBeCloseTo(42 * pt, 9);
    expect(height).toBeCloseTo(42 * pt, 9);
    expect(operators).toMatch(/^2\.835 0 0 2\.835 0 0 cm\n0\.843 0 0\.059 rg 0\.843 0 0\.059 RG\n/);
    const oval = toSealAppearance(layOutSeal({ shape: 'oval', name: '示例局' }), middle);
    expect([oval.width / pt, oval.height / pt].map(Math.round)).toEqual([40, 30]);
  });

  it.each([
    ['round', round],
    ['square', square],
  ])(
    'has the middle of every character of a %s seal where the drawing has it',
    (_shape, drawing) => {
      const glyphs = paint(drawing).slice(-drawing.glyphs.length);
      for (const [at, { x, y }] of drawing.glyphs.entries()) {
        const [point] = mustBe(glyphs[at]).points;
        expect(glyphs[at]?.how).toBe('f');
        // pages count upward; numbers are written to a thousandth, so are the units
        expect(Math.abs(mustBe(point).x / pt - x)).toBeLessThan(0.015);
        expect(Math.abs(mustBe(point).y / pt - (drawing.heightMillimetres - y))).toBeLessThan(
          0.015,
        );
      }
    },
  );

  it('turns characters clockwise about their middle and draws them as wide as they are set', () => {
    const glyphs = paint(round).slice(-round.glyphs.length);
    for (const [at, { degrees, sizeMillimetres, width }] of round.glyphs.entries()) {
      const [a = 0, b = 0, c = 0, d = 0] = mustBe(glyphs[at]).matrix.map((one) => one / pt);
      const close = (value: number, wanted: number) =>
        expect(Math.abs(value - wanted)).toBeLessThan(0.003);
      const [cos, sin] = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180));
      close(a, sizeMillimetres * width * mustBe(cos));
      close(b, -sizeMillimetres * width * mustBe(sin));
      close(c, sizeMillimetres * mustBe(sin));
      close(d, sizeMillimetres * mustBe(cos));
    }
  });

  it('has rings as four closed curves that leave a circle by less than 0.03 of 100', () => {
    const [ring] = paint(round);
    expect(ring).toMatchObject({ how: 'S', operators: 'mcccch', stroke: 1.2 });
    const points = mustBe(ring).points.map(({ x, y }) => ({ x: x / pt - 21, y: y / pt - 21 }));
    expect(points[12]).toEqual(points[0]);
    for (const at of [0, 3, 6, 9]) {
      const [p, q, r, s] = points.slice(at, at + 4);
      for (const t of [0, 0.25, 0.5, 0.75]) {
        const along = (axis: 'x' | 'y') =>
          (1 - t) ** 3 * mustBe(p)[axis] +
          3 * t * (1 - t) ** 2 * mustBe(q)[axis] +
          3 * t ** 2 * (1 - t) * mustBe(r)[axis] +
          t ** 3 * mustBe(s)[axis];
        expect(Math.abs(Math.hypot(along('x'), along('y')) / 20.3 - 1)).toBeLessThan(0.0006);
      }
    }
    // counterclockwise from the right
    expect(points[3]?.y).toBeCloseTo(20.3, 1);
    expect(points[6]?.x).toBeCloseTo(-20.3, 1);
    expect(points[9]?.y).toBeCloseTo(-20.3, 1);
  });

  it('has an oval ring that touches both of its axes, and a square one as a rectangle', () => {
    const [ring] = paint(layOutSeal({ shape: 'oval', name: '示例局' }));
    const [xs, ys] = [
      mustBe(ring).points.map(({ x }) => x / pt),
      mustBe(ring).points.map(({ y }) => y / pt),
    ];
    expect([Math.min(...xs), Math.max(...xs)].map((x) => Math.round(x * 10))).toEqual([6, 394]);
    expect([Math.min(...ys), Math.max(...ys)].map((y) => Math.round(y * 10))).toEqual([6, 294]);
    const [lines] = paint(square);
    expect(lines).toMatchObject({ how: 'S', operators: 're', stroke: 1.2 });
    expect(
      inMillimetres(mustBe(lines)).map(([x, y]) => [mustBe(x).toFixed(1), mustBe(y).toFixed(1)]),
    ).toEqual([
      ['0.7', '0.7'],
      ['29.3', '29.3'],
    ]);
  });

  it('has a filled star with one point upward, and none where none is drawn', () => {
    const star = paint(round)[1];
    expect(star).toMatchObject({ how: 'f', operators: 'mlllllllllh' });
    for (const [at, [x, y]] of inMillimetres(mustBe(star)).entries()) {
      expect(Math.abs(mustBe(x) - mustBe(round.star[at]).x)).toBeLessThan(0.02);
      expect(Math.abs(mustBe(y) - (42 - mustBe(round.star[at]).y))).toBeLessThan(0.02);
    }
    expect(paint(square)).toHaveLength(1 + square.glyphs.length);
  });
});

describe('a character’s outline', () => {
  const moved = { command: 'moveTo', args: [0.1, 0.2] } as const;

  it('keeps lines and cubic curves as they are', () => {
    const [path] = paintOne({
      advance: 1,
      commands: [
        moved,
        { command: 'lineTo', args: [0.5, 0.2] },
        { command: 'bezierCurveTo', args: [0.6, 0.3, 0.7, 0.4, 0.8, 0.9] },
        { command: 'closePath', args: [] },
      ],
    });
    expect(path?.operators).toBe('mlch');
    const wanted = [0.1, 0.2, 0.5, 0.2, 0.6, 0.3, 0.7, 0.4, 0.8, 0.9];
    for (const [at, value] of inMillimetres(mustBe(path)).flat().entries()) {
      expect(Math.abs(mustBe(value) - mustBe(wanted[at]))).toBeLessThan(0.002);
    }
  });

  it.each<[string, Outline['commands'], readonly number[]]>([
    ['a move', [moved], [0.1, 0.2]],
    [
      'a line',
      [
        { command: 'moveTo', args: [9, 9] },
        { ...moved, command: 'lineTo' },
      ],
      [0.1, 0.2],
    ],
    ['a closed part', [moved, { command: 'closePath', args: [] }], [0.1, 0.2]],
    ['nothing', [], [0, 0]],
    [
      'a cubic one',
      [moved, { command: 'bezierCurveTo', args: [0.2, 0.3, 0.4, 0.5, 0.6, 0.1] }],
      [0.6, 0.1],
    ],
  ])(
    'makes of a quadratic curve behind %s the cubic one of the same course',
    (_what, before, from) => {
      const [control, to] = [
        [0.4, 0.9],
        [0.7, 0.3],
      ] as const;
      const [path] = paintOne({
        advance: 1,
        commands: [...before, { command: 'quadraticCurveTo', args: [...control, ...to] }],
      });
      const [first, second, last] = inMillimetres(mustBe(path)).slice(-3);
      for (const axis of [0, 1]) {
        const middleOf = (mustBe(from[axis]) + 2 * mustBe(control[axis]) + mustBe(to[axis])) / 4;
        const cubic =
          (mustBe(from[axis]) +
            3 * mustBe(mustBe(first)[axis]) +
            3 * mustBe(mustBe(second)[axis]) +
            mustBe(mustBe(last)[axis])) /
          8;
        expect(Math.abs(cubic - middleOf)).toBeLessThan(0.002);
        // it leaves towards the control point: by two thirds of the way
        expect(
          Math.abs(
            mustBe(mustBe(first)[axis]) - (mustBe(from[axis]) + 2 * mustBe(control[axis])) / 3,
          ),
        ).toBeLessThan(0.002);
      }
    },
  );
});

describe('a given picture on a page', () => {
  const picture = { data: new Uint8Array(), dictionary: new Map() } as PdfPicture;

  it.each([
    { form: 'wide', pixels: [200, 100], millimetres: [42, 21] },
    { form: 'high', pixels: [100, 200], millimetres: [21, 42] },
    { form: 'square', pixels: [64, 64], millimetres: [42, 42] },
  ])('is 42 mm on its longer side when it is $form', ({ pixels, millimetres }) => {
    const [widthPixels = 0, heightPixels = 0] = pixels;
    const seal = toPictureAppearance(picture, { widthPixels, heightPixels });
    const sides = [seal.width, seal.height].map((side) => Math.round((side / pt) * 1e6) / 1e6);
    expect(sides).toEqual(millimetres);
    expect(seal.picture).toBe(picture);
    const numbers = [seal.width, 0, 0, seal.height, 0, 0].map(
      (one) => Math.round(one * 1000) / 1000,
    );
    expect(seal.operators).toBe(`${numbers.join(' ')} cm\n/Seal Do`);
  });
});
