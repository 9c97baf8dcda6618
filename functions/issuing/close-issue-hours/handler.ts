import type { Log } from '../../../shared/ports/log.ts';
import type { CloseIssueHours } from './close-issue-hours.ts';

/** On the clock: closes what is over; a stroke that failed is made up for by the next. */
export function makeCloseIssueHoursHandler(close: CloseIssueHours, log: Log) {
  return async (): Promise<void> => {
    try {
      log.note('issue-hours.closed', { until: await close() });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('issue-hours.not-closed', { error: name });
      throw error;
    }
  };
}
