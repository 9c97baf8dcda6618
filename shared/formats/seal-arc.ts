/** A half-axis pair around a centre, millimetres; a circle has equal ones. */
export interface Ellipse {
  readonly centreX: number;
  readonly centreY: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

/** A place on an arc: where, and how far what stands there is turned clockwise. */
export interface ArcPlace {
  readonly x: number;
  readonly y: number;
  readonly degrees: number;
}

/** A quarter of an ellipse is measured in so many straight pieces. */
const pieces = 360;
const quarter = Math.PI / 2;

/** Distance from the top, clockwise, by the parameter; the ellipse is the same on both sides. */
function measure({ radiusX, radiusY }: Ellipse): readonly number[] {
  const lengths = [0];
  for (let at = 1; at <= 2 * pieces; at += 1) {
    const [one, other] = [((at - 1) * quarter) / pieces, (at * quarter) / pieces];
    const x = radiusX * (Math.sin(other) - Math.sin(one));
    const y = radiusY * (Math.cos(other) - Math.cos(one));
    lengths.push((lengths[at - 1] ?? 0) + Math.hypot(x, y));
  }
  return lengths;
}

/** The parameter at a distance from the top, between two that were measured. */
function parameterAt(lengths: readonly number[], distance: number): number {
  const after = Math.max(
    1,
    lengths.findIndex((length) => length >= distance),
  );
  const [from = 0, to = 0] = [lengths[after - 1], lengths[after]];
  return ((after - 1 + (distance - from) / (to - from)) * quarter) / pieces;
}

/** Length of the arc that reaches so many degrees to both sides of the top, millimetres. */
export function arcLength(ellipse: Ellipse, degrees: number): number {
  const lengths = measure(ellipse);
  return 2 * (lengths[Math.round((degrees / 90) * pieces)] ?? 0);
}

/**
 * Places in equal steps along an ellipse, in the middle of the top and standing outward; at the
 * bottom they run from left to right and stand inward, so that both are read upright.
 * @param stepMillimetres along the arc, from middle to middle
 */
export function placeOnArc(
  ellipse: Ellipse,
  { count, stepMillimetres }: { count: number; stepMillimetres: number },
  side: 'top' | 'bottom' = 'top',
): readonly ArcPlace[] {
  const lengths = measure(ellipse);
  const sign = side === 'top' ? 1 : -1;
  return Array.from({ length: count }, (_, at) => {
    const distance = (at - (count - 1) / 2) * stepMillimetres;
    const t = Math.sign(distance) * parameterAt(lengths, Math.abs(distance));
    const x = ellipse.centreX + ellipse.radiusX * Math.sin(t);
    const y = ellipse.centreY - sign * ellipse.radiusY * Math.cos(t);
    const outward = Math.atan2(Math.sin(t) / ellipse.radiusX, Math.cos(t) / ellipse.radiusY);
    return { x, y, degrees: (sign * outward * 180) / Math.PI };
  });
}
