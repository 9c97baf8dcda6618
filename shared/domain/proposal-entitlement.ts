import type { Entitlement } from './department.ts';
import type { Moment } from './ids.ts';

const endOf = (entitlement: Entitlement) => entitlement.until ?? Number.POSITIVE_INFINITY;

/**
 * Why an entitlement cannot stand beside the others of its department. Intervals of one type never
 * overlap: otherwise the end of one would end nothing.
 */
export function overlapOf(
  entitlement: Entitlement,
  others: readonly Entitlement[],
): Entitlement | undefined {
  return others.find(
    (one) =>
      one.type === entitlement.type &&
      one.from !== entitlement.from &&
      one.from < endOf(entitlement) &&
      entitlement.from < endOf(one),
  );
}

/** An end may only lie ahead: what was issued while it held stays authorised. */
export function endsTooSoon(entitlement: Entitlement, now: Moment): boolean {
  return endOf(entitlement) < now;
}

/** Has it ended already? Then nothing of it can be moved. */
export function hasEnded(entitlement: Entitlement, now: Moment): boolean {
  return endOf(entitlement) <= now;
}
