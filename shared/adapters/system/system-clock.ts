import type { Moment } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** The machine's clock, shifted by a number of milliseconds. The only place that asks it. */
export function makeSystemClock(offsetMilliseconds = 0): Clock {
  return { now: () => (Date.now() + offsetMilliseconds) as Moment };
}
