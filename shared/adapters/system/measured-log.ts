import { metricDimensions, metricNames } from '../../config/metric-names.ts';
import { stateRules } from '../../domain/licence-state.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Counted, Operation, PublishedFile } from '../../ports/metrics.ts';
import { isCountedRequest, toCountedRequests, toRequestLines } from './counted-requests.ts';
import { makeCountingLog } from './counting-log.ts';
import { counting, type MetricLine, makeEmbeddedMetrics } from './embedded-metrics.ts';
import { jsonLog } from './log.ts';
import { makeSystemClock } from './system-clock.ts';

const states = Object.keys(stateRules) as (keyof typeof stateRules)[];

/** Nothing but a state becomes a dimension. */
function toChanged({ state: said }: LogFields): Counted[] {
  const state = states.find((word) => word === said);
  return state === undefined ? [] : [{ what: 'licence-changed', state }];
}

/** Publishers' events by the file that they are about. */
const files: Readonly<Record<string, PublishedFile>> = {
  'status-list': 'status-list',
  'trust-list': 'trust-list',
  'issue-roots': 'issue-root',
  'offline-kit': 'offline-kit',
};

function toPublished(event: string): Counted[] {
  const [name = '', happened] = event.split('.');
  const file = files[name];
  if (file === undefined) return [];
  if (happened === 'published') return [{ what: 'file-published', file }];
  return happened === 'not-published' ? [{ what: 'file-not-published', file }] : [];
}

/** What happened that is counted; requests only where they are counted as an operation. */
export function toCounted(
  event: string,
  fields: LogFields,
  operation?: Operation,
): readonly Counted[] {
  switch (event) {
    case 'request.answered':
      return operation === undefined ? [] : toCountedRequests(fields, operation);
    case 'licence.issued':
      return [{ what: 'licence-issued' }];
    case 'licence.signature-wrong':
    case 'face.signature-wrong':
    case 'stamp.signature-wrong':
      return [{ what: 'signature-wrong' }];
    case 'licence.state-changed':
      return toChanged(fields);
    case 'reservations.swept':
      return [{ what: 'reservations-left', count: Number(fields['faulty'] ?? 0) }];
    case 'seal-keys.settled':
      return [{ what: 'keys-unsettled', count: Number(fields['failed'] ?? 0) }];
    case 'field-check.limited':
      return [{ what: 'checks-limited', operation: 'answer-field-check' }];
    case 'duty-check.limited':
      return [{ what: 'checks-limited', operation: 'look-up-by-duty' }];
    case 'duty-check.unusual':
      return [{ what: 'checks-unusual' }];
    case 'spoken-code.locked':
      return [{ what: 'spoken-code-locked' }];
    case 'webhook.disabled':
      return [{ what: 'webhook-disabled' }];
    case 'calendar.missing':
      return [{ what: 'calendar-missing' }];
    case 'trail.signed':
      return [{ what: 'file-published', file: 'trail-checkpoint' }];
    case 'mirror.refused':
      return [{ what: 'mirror-refused' }];
    case 'mirror.finished':
      return fields['outcome'] === 'unreachable' ? [{ what: 'mirror-behind' }] : [];
    default:
      return toPublished(event);
  }
}

/** Everything counted, as CloudWatch shows it. */
export function toMetricLines(counted: Counted): readonly MetricLine[] {
  const { state, file, operation } = metricDimensions;
  if (isCountedRequest(counted)) return toRequestLines(counted);
  switch (counted.what) {
    case 'licence-issued':
      return [counting(metricNames.licencesIssued)];
    case 'signature-wrong':
      return [counting(metricNames.signaturesWrong)];
    case 'licence-changed':
      return [counting(metricNames.licencesChanged, { [state]: counted.state })];
    case 'reservations-left':
      return [counting(metricNames.reservationsLeft, {}, counted.count)];
    case 'keys-unsettled':
      return [counting(metricNames.keysUnsettled, {}, counted.count)];
    case 'file-published':
      return [counting(metricNames.filesPublished, { [file]: counted.file })];
    case 'checks-limited':
      return [counting(metricNames.checksLimited, { [operation]: counted.operation })];
    case 'checks-unusual':
      return [counting(metricNames.checksUnusual)];
    case 'spoken-code-locked':
      return [counting(metricNames.spokenCodesLocked)];
    case 'webhook-disabled':
      return [counting(metricNames.webhooksDisabled)];
    case 'calendar-missing':
      return [counting(metricNames.calendarsMissing)];
    case 'mirror-refused':
      return [counting(metricNames.mirrorsRefused)];
    case 'mirror-behind':
      return [counting(metricNames.mirrorsBehind)];
    case 'file-not-published':
      return [counting(metricNames.filesNotPublished, { [file]: counted.file })];
  }
}

/** The log of a function whose work is counted: JSON lines, and metrics among them. */
export function makeMeasuredLog(provinceUrl: string, operation?: Operation): Log {
  return makeCountingLog<Counted>({
    log: jsonLog,
    metrics: makeEmbeddedMetrics({ provinceUrl, clock: makeSystemClock(), toLines: toMetricLines }),
    toCounted: (event, fields) => toCounted(event, fields, operation),
  });
}
