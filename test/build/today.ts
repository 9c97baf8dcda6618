import { civilDateOf } from '../../shared/domain/civil-date.ts';
import type { Moment } from '../../shared/domain/ids.ts';

// What a test that lives at the real time asks for is dated from today: it has to pass in years to come as well.

/** Today in the province, as `2026-11-28`. */
export const today = (): string => civilDateOf(Date.now() as Moment);

/** The last day of the year so many years on. */
export const endOfYear = (yearsOn: number): string =>
  `${Number(today().slice(0, 4)) + yearsOn}-12-31`;
