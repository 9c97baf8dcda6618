import type { Moment } from './ids.ts';

/** How long after a signing attempt nobody else may begin one: no function runs so long. */
export const attemptGuardMilliseconds = 60_000;

/** The sweeper tries no less often than this, however many attempts have failed. */
const longestPauseMilliseconds = 3_600_000;

/**
 * From when on the sweeper looks after a reserved licence whose latest attempt was made at that
 * moment: a minute later, twice as long after each further attempt, an hour at most, so that a key
 * that is out of reach for a day is not asked thousands of times for each licence.
 * @param attempt 1 for the attempt that the reservation itself records
 */
export function nextSweepAt(at: Moment, attempt: number): Moment {
  const pause = attemptGuardMilliseconds * 2 ** (attempt - 1);
  return (at + Math.min(pause, longestPauseMilliseconds)) as Moment;
}
