import { stateRules } from '../../domain/licence-state.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Counted, Metrics, Operation, Outcome, PublishedFile } from '../../ports/metrics.ts';
import { catalogue } from '../../problem/catalogue.ts';
import { jsonLog } from './log.ts';
import { makeEmbeddedMetrics } from './metrics.ts';
import { makeSystemClock } from './system-clock.ts';

const verdicts = ['valid', 'invalid', 'indeterminate'] as const;

/** The one of these words that was said, if it was one of them: nothing else becomes a dimension. */
function wordOf<const Word extends string>(
  words: readonly Word[],
  said: LogFields[string],
): Word | undefined {
  return words.find((word) => word === said);
}

const problemCodes = Object.keys(catalogue) as (keyof typeof catalogue)[];
const states = Object.keys(stateRules) as (keyof typeof stateRules)[];

function toOutcome(status: number): Outcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'done';
}

function toAnswered(fields: LogFields, operation: Operation | undefined): Counted[] {
  if (operation === undefined) return [];
  const problem = wordOf(problemCodes, fields['problem']);
  const verdict = wordOf(verdicts, fields['verdict']);
  const answered: Counted = {
    what: 'request-answered',
    operation,
    outcome: toOutcome(Number(fields['status'])),
    milliseconds: Number(fields['ms'] ?? 0),
    ...(problem === undefined ? {} : { problem }),
  };
  return verdict === undefined ? [answered] : [answered, { what: 'licence-verified', verdict }];
}

function toChanged({ state: said }: LogFields): Counted[] {
  const state = wordOf(states, said);
  return state === undefined ? [] : [{ what: 'licence-changed', state }];
}

/** Publishers' events by the file that they are about. */
const files: Readonly<Record<string, PublishedFile>> = {
  'status-list': 'status-list',
  'trust-list': 'trust-list',
  'issue-roots': 'issue-root',
};

function toPublished(event: string): Counted[] {
  const [name = '', happened] = event.split('.');
  const file = files[name];
  if (file === undefined) return [];
  if (happened === 'published') return [{ what: 'file-published', file }];
  return happened === 'not-published' ? [{ what: 'file-not-published', file }] : [];
}

function toCounted(event: string, fields: LogFields, operation?: Operation): readonly Counted[] {
  switch (event) {
    case 'request.answered':
      return toAnswered(fields, operation);
    case 'licence.issued':
      return [{ what: 'licence-issued' }];
    case 'licence.signature-wrong':
      return [{ what: 'signature-wrong' }];
    case 'licence.state-changed':
      return toChanged(fields);
    case 'reservations.swept':
      return [{ what: 'reservations-left', count: Number(fields['faulty'] ?? 0) }];
    case 'seal-keys.settled':
      return [{ what: 'keys-unsettled', count: Number(fields['failed'] ?? 0) }];
    default:
      return toPublished(event);
  }
}

/** What a counting log is made of. */
export interface CountingLogOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  /** What its requests are counted as; those of a log without it are not counted. */
  readonly operation?: Operation;
}

/** A log that counts some of the events that it is told: what is noted where it happens is said once, there. */
export function makeCountingLog({ log, metrics, operation }: CountingLogOptions): Log {
  const counting = (note: Log['note']) => (event: string, fields: LogFields) => {
    note(event, fields);
    for (const counted of toCounted(event, fields, operation)) metrics.count(counted);
  };
  return { note: counting(log.note), alert: counting(log.alert) };
}

/** The log of a function whose work is counted: JSON lines, and metrics among them. */
export function makeMeasuredLog(provinceUrl: string, operation?: Operation): Log {
  const metrics = makeEmbeddedMetrics({ provinceUrl, clock: makeSystemClock() });
  return makeCountingLog({ log: jsonLog, metrics, ...(operation ? { operation } : {}) });
}
