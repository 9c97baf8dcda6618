import type { Moment } from '../domain/ids.ts';

/** The one source of time. Trusted; may be shifted as a whole in the embedded run. */
export interface Clock {
  now(): Moment;
}
