import type { CivilDate, LicenceId } from '../domain/ids.ts';

/** That somebody is to be told, on a day, that a version of a licence ends so many days later. */
export interface Reminder {
  readonly day: CivilDate;
  readonly licenceId: LicenceId;
  readonly version: number;
  readonly days: number;
  readonly validUntil: CivilDate;
}

/** Reminders by the day on which they are due. Durable once resolved, consistent; putting one twice does no harm. */
export interface Reminders {
  put(reminder: Reminder): Promise<void>;
  /** Some of those that are due on a day; none when there are no more. */
  listDue(day: CivilDate): Promise<readonly Reminder[]>;
  clear(reminder: Reminder): Promise<void>;
  /** Up to which day, inclusive, nothing is left; undefined before the first walk. */
  findWalked(): Promise<CivilDate | undefined>;
  putWalked(day: CivilDate): Promise<void>;
}
