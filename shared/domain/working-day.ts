import { addDays } from './civil-date.ts';
import type { CivilDate } from './ids.ts';
import { work2026 } from './working-calendar-2026.ts';

/** How a year differs from weeks of five days: announced each November for the next. */
export interface YearOfWork {
  readonly year: number;
  /** First and last day of each holiday, `YYYY-MM-DD`. */
  readonly daysOff: readonly (readonly [first: string, last: string])[];
  /** Saturdays and Sundays that are worked 调休上班. */
  readonly worked: readonly string[];
}

/** The years that are known; a further one is a file beside this, and a line here. */
const years: ReadonlyMap<number, YearOfWork> = new Map(
  [work2026].map((one) => [one.year, one] as const),
);

const yearOf = (date: CivilDate) => years.get(Number(date.slice(0, 4)));

/** Is the year's arrangement known? Of others only weekends are taken off. */
export const isAnnounced = (date: CivilDate): boolean => yearOf(date) !== undefined;

/** From this day of a year on the next one's arrangement should be known: it is announced in November. */
const knownFrom = '12-01';

/** The year whose arrangement should be known on a day, and is not. */
export function findMissingYear(today: CivilDate): number | undefined {
  const year = Number(today.slice(0, 4));
  if (!years.has(year)) return year;
  return today.slice(5) >= knownFrom && !years.has(year + 1) ? year + 1 : undefined;
}

/** Is the day a working day 工作日? */
export function isWorkingDay(date: CivilDate): boolean {
  const year = yearOf(date);
  if (year?.worked.includes(date)) return true;
  if (year?.daysOff.some(([first, last]) => first <= date && date <= last)) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The so-manieth working day after a day, which itself does not count; before it where it is negative.
 * @see 行政许可法 art. 82: terms are counted in working days, without statutory holidays
 */
export function addWorkingDays(date: CivilDate, days: number): CivilDate {
  const step = Math.sign(days);
  let found = date;
  for (let left = Math.abs(days); left > 0; ) {
    found = addDays(found, step);
    if (isWorkingDay(found)) left -= 1;
  }
  return found;
}
