import type { Moment } from './ids.ts';
import { invalid, readString } from './reading.ts';

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A moment from a stored or computed number of milliseconds.
 * @throws Problem `request-invalid`: `type` when it is not a whole number of milliseconds of the years 1970 to 9999
 */
export function readMoment(value: unknown, pointer = ''): Moment {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > latest)
    throw invalid(pointer, 'type');
  return value as Moment;
}

/** Is it an RFC 3339 time of an existing day, with seconds (no leap second) and offset? */
export function isRfc3339(text: string): boolean {
  const [, day = '', hour = '', minute = '', second = ''] = rfc3339.exec(text) ?? [];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/**
 * A moment from RFC 3339 text; what is finer than a millisecond is dropped.
 * @throws Problem `request-invalid`: `required`, `type`, `date`
 */
export function readRfc3339(value: unknown, pointer = ''): Moment {
  const text = readString(value, pointer);
  if (!isRfc3339(text)) throw invalid(pointer, 'date');
  const moment = Date.parse(text);
  if (moment < 0 || moment > latest) throw invalid(pointer, 'date');
  return readMoment(moment, pointer);
}

/** RFC 3339, UTC, with milliseconds: `2026-11-22T01:02:03.000Z`. */
export function toRfc3339(moment: Moment): string {
  return new Date(moment).toISOString();
}

/** Whole seconds since 1970, as in `iat`; the part of a second is dropped. */
export function toSeconds(moment: Moment): number {
  return Math.floor(moment / 1000);
}
