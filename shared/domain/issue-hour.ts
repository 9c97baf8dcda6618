import type { Moment } from './ids.ts';

/** An hour of issuing, named by its first second since 1970. */
export const issueHourSeconds = 3600;

/** The hour that a moment lies in: its first second. */
export function issueHourOf(moment: Moment): number {
  const seconds = Math.floor(moment / 1000);
  return seconds - (seconds % issueHourSeconds);
}

/** Is it the first second of an hour? */
export function isIssueHour(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 0 && seconds % issueHourSeconds === 0;
}

/** So long an hour stays open when it is over: clocks differ, and what was begun in it may still land. */
export const issueHourGraceSeconds = 120;
/** Until then the root of the hour that follows should be out: the hour, its grace, and a clock that struck late. */
const overdueAfterSeconds = 2 * issueHourSeconds;

/** The hours that are over and out of grace at a moment end here. */
export function closableUntil(now: Moment): number {
  return issueHourOf((now - issueHourGraceSeconds * 1000) as Moment);
}

/** When the root of the hour that begins there is overdue, in seconds. */
export function issueRootDueBy(hour: number): number {
  return hour + overdueAfterSeconds;
}
