import { describe, expect, it } from 'vitest';
import { arcLength, type Ellipse, placeOnArc } from '../../shared/formats/seal-arc.ts';
import { mustBe } from '../build/must-be.ts';

const circle: Ellipse = { centreX: 21, centreY: 20, radiusX: 10, radiusY: 10 };
const ellipse: Ellipse = { centreX: 20, centreY: 15, radiusX: 5, radiusY: 3 };

/** Straight between one place and the next. */
const steps = (places: ReturnType<typeof placeOnArc>) =>
  places
    .slice(1)
    .map(({ x, y }, at) => Math.hypot(x - mustBe(places[at]).x, y - mustBe(places[at]).y));

describe('the length of an arc', () => {
  it.each([
    { rule: 'half a circle reaches 90° to both sides', degrees: 90, length: Math.PI * 10 },
    { rule: 'a whole one 180°', degrees: 180, length: 2 * Math.PI * 10 },
    { rule: 'it grows with the angle', degrees: 45, length: (Math.PI / 2) * 10 },
    { rule: 'none at no angle', degrees: 0, length: 0 },
  ])('of a circle: $rule', ({ degrees, length }) => {
    expect(arcLength(circle, degrees)).toBeCloseTo(length, 3);
  });

  it('of an ellipse is an elliptic integral: 4a E(e), a = 5, e = 0.8, by tables', () => {
    expect(arcLength(ellipse, 180)).toBeCloseTo(25.526_998, 3);
    expect(arcLength(ellipse, 90)).toBeCloseTo(12.763_499, 3);
  });
});

describe('places on an arc', () => {
  it('one alone stands upright in the middle of the top, or of the bottom', () => {
    const alone = { count: 1, stepMillimetres: 3 };
    expect(placeOnArc(circle, alone)).toEqual([{ x: 21, y: 10, degrees: 0 }]);
    const [low] = placeOnArc(circle, alone, 'bottom');
    expect([low?.x, low?.y]).toEqual([21, 30]);
    expect(low?.degrees).toBeCloseTo(0);
    expect(placeOnArc(circle, { count: 0, stepMillimetres: 3 })).toEqual([]);
  });

  it('on a circle they are turned by as much as they stand aside', () => {
    const step = (Math.PI / 2) * 10;
    const [left, top, right] = placeOnArc(circle, { count: 3, stepMillimetres: step });
    expect(left?.x).toBeCloseTo(11, 3);
    expect(left?.y).toBeCloseTo(20, 3);
    expect(left?.degrees).toBeCloseTo(-90, 3);
    expect([top?.x, top?.y]).toEqual([21, 10]);
    expect(right?.x).toBeCloseTo(31, 3);
    expect(right?.degrees).toBeCloseTo(90, 3);
  });

  it('at the bottom they run from left to right and lean inward', () => {
    const step = (Math.PI / 4) * 10;
    const [left, low, right] = placeOnArc(circle, { count: 3, stepMillimetres: step }, 'bottom');
    const aside = 10 * Math.SQRT1_2;
    expect(left?.x).toBeCloseTo(21 - aside, 3);
    expect(left?.y).toBeCloseTo(20 + aside, 3);
    expect(left?.degrees).toBeCloseTo(45, 3);
    expect(low?.y).toBe(30);
    expect(right?.x).toBeCloseTo(21 + aside, 3);
    expect(right?.degrees).toBeCloseTo(-45, 3);
  });

  it('an even number leaves the middle free and is the same on both sides', () => {
    const places = placeOnArc(ellipse, { count: 4, stepMillimetres: 2 });
    for (const [at, { x, y, degrees }] of places.entries()) {
      const other = mustBe(places[3 - at]);
      expect(x - 20).toBeCloseTo(20 - other.x, 9);
      expect(y).toBeCloseTo(other.y, 9);
      expect(degrees).toBeCloseTo(-other.degrees, 9);
    }
  });

  it.each(['top', 'bottom'] as const)(
    'at the %s of an ellipse all lie on it in equal steps',
    (side) => {
      const places = placeOnArc(ellipse, { count: 41, stepMillimetres: 0.25 }, side);
      for (const { x, y } of places) {
        expect(((x - 20) / 5) ** 2 + ((y - 15) / 3) ** 2).toBeCloseTo(1, 9);
        expect(side === 'top' ? y : 30 - y).toBeLessThan(15);
      }
      // a chord is shorter than its arc by less than one in three hundred here
      for (const step of steps(places)) {
        expect(step).toBeLessThan(0.2501);
        expect(step).toBeGreaterThan(0.2491);
      }
    },
  );

  it.each(['top', 'bottom'] as const)('at the %s each stands along the ellipse', (side) => {
    const places = placeOnArc(ellipse, { count: 101, stepMillimetres: 0.1 }, side);
    for (const [at, { degrees }] of places.entries()) {
      const [before, after] = [places[at - 1], places[at + 1]];
      if (!before || !after) continue;
      const along = (Math.atan2(after.y - before.y, after.x - before.x) * 180) / Math.PI;
      expect(Math.abs(degrees - along)).toBeLessThan(0.2);
    }
  });
});
