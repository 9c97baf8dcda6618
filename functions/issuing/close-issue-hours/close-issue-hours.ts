import { closableUntil } from '../../../shared/domain/issue-hour.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IssueHours } from '../../../shared/ports/issue-journal.ts';

/** What closing hours needs. */
export interface CloseIssueHoursPorts {
  readonly clock: Clock;
  readonly hours: IssueHours;
}

/** Closes the hours that are over; gives until when all are closed, in seconds. */
export type CloseIssueHours = () => Promise<number>;

/**
 * Closes the hours of issuing that are over and out of grace, so that the publishing zone, which may
 * not change the register, can root them. The grace only spares late writers a second try; that none
 * gets into a closed hour is the register's own condition.
 */
export function makeCloseIssueHours({ clock, hours }: CloseIssueHoursPorts): CloseIssueHours {
  return async () => {
    const until = closableUntil(clock.now());
    await hours.close(until);
    return until;
  };
}
