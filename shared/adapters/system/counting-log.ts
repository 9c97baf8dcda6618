import type { Log, LogFields } from '../../ports/log.ts';
import type { Counted, CountedRequest, Metrics, Operation } from '../../ports/metrics.ts';
import { toCountedRequests, toRequestLines } from './counted-requests.ts';
import { makeEmbeddedMetrics } from './embedded-metrics.ts';
import { jsonLog } from './log.ts';
import { makeSystemClock } from './system-clock.ts';

/** What a counting log is made of. */
export interface CountingLogOptions<What extends Counted> {
  readonly log: Log;
  readonly metrics: Metrics<What>;
  /** What of an event is counted. */
  readonly toCounted: (event: string, fields: LogFields) => readonly What[];
}

/** A log that counts some of the events that it is told: what is noted where it happens is said once, there. */
export function makeCountingLog<What extends Counted>(options: CountingLogOptions<What>): Log {
  const { log, metrics, toCounted } = options;
  const counting = (note: Log['note']) => (event: string, fields: LogFields) => {
    note(event, fields);
    for (const counted of toCounted(event, fields)) metrics.count(counted);
  };
  return { note: counting(log.note), alert: counting(log.alert) };
}

/** The log of a function that answers requests and does nothing else that is counted. */
export function makeRequestLog(provinceUrl: string, operation: Operation): Log {
  return makeCountingLog<CountedRequest>({
    log: jsonLog,
    metrics: makeEmbeddedMetrics({
      provinceUrl,
      clock: makeSystemClock(),
      toLines: toRequestLines,
    }),
    toCounted: (event, fields) =>
      event === 'request.answered' ? toCountedRequests(fields, operation) : [],
  });
}
