import type { CivilDate, Moment } from './ids.ts';
import { readMoment, toSeconds } from './moment.ts';
import { invalid, readString } from './reading.ts';

/** Asia/Shanghai is UTC+8 all year since 1991; dates on licences are of this clock. */
const offsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;

const shape = /^[1-9]\d{3}-\d{2}-\d{2}$/;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Is it `YYYY-MM-DD` of a day that exists, in the years 1000 to 9999? */
export function isCivilDate(text: string): boolean {
  if (!shape.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  const isMonth = month >= 1 && month <= 12;
  return isMonth && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month);
}

/**
 * A civil date.
 * @throws Problem `request-invalid`: `required`, `type`, `date`
 */
export function readCivilDate(value: unknown, pointer = ''): CivilDate {
  const text = readString(value, pointer);
  if (!isCivilDate(text)) throw invalid(pointer, 'date');
  return text as CivilDate;
}

/** The date of a number of milliseconds since 1970, by UTC. */
function dateOf(milliseconds: number): CivilDate {
  return readCivilDate(new Date(milliseconds).toISOString().slice(0, 10));
}

/** 00:00 UTC of a date: a third of what reading it as a text of its own costs. */
function midnightOf(date: CivilDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)));
}

/** The date that a calendar in Asia/Shanghai shows at a moment. */
export function civilDateOf(moment: Moment): CivilDate {
  return dateOf(moment + offsetMilliseconds);
}

/** What calendar and clock in Asia/Shanghai show at a moment, to the minute: `2026-11-22 16:00`. */
export function toCivilTime(moment: Moment): string {
  return new Date(moment + offsetMilliseconds).toISOString().slice(0, 16).replace('T', ' ');
}

/** The date a number of days later, or earlier when it is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOf(midnightOf(date) + days * dayMilliseconds);
}

/**
 * The corresponding day years later; 28 February where 29 February does not exist.
 * @see 民法典 art. 202: without a corresponding day, the last day of the month
 */
export function addYears(date: CivilDate, years: number): CivilDate {
  const later = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return isCivilDate(later) ? readCivilDate(later) : readCivilDate(`${later.slice(0, 8)}28`);
}

/**
 * The last day of a term of years: the day before the corresponding day (from 2026-11-22, five years
 * end with 2031-11-21); where there is no corresponding day, the last day of that month.
 */
export function lastDayOfTerm(from: CivilDate, years: number): CivilDate {
  const corresponding = addYears(from, years);
  return corresponding.slice(4) === from.slice(4) ? addDays(corresponding, -1) : corresponding;
}

/**
 * 00:00+08:00 of a date of the years from 1970 on.
 * @throws Problem `request-invalid` for an earlier date
 */
export function startOfDay(date: CivilDate): Moment {
  return readMoment(midnightOf(date) - offsetMilliseconds);
}

/** `nbf` of a licence valid from a date: seconds of 00:00+08:00 of that day. */
export function startSeconds(date: CivilDate): number {
  return toSeconds(startOfDay(date));
}

/** `exp` of a licence valid until a date: seconds of 00:00+08:00 of the day after it. */
export function endSeconds(lastDay: CivilDate): number {
  return toSeconds(startOfDay(lastDay)) + dayMilliseconds / 1000;
}
