import { addDays, civilDateOf, startOfDay } from '../../shared/domain/civil-date.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** That a day's number is used up, and when the next day begins. */
export function tooManyToday(now: Moment): Problem {
  const tomorrow = startOfDay(addDays(civilDateOf(now), 1));
  const retryAfterSeconds = Math.ceil((tomorrow - now) / 1000);
  return new Problem('rate-limited', { reason: 'day', retryAfterSeconds });
}
