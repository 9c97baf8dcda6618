import { describe, expect, it } from 'vitest';
import { makeCountingLog } from '../../shared/adapters/system/counting-log.ts';
import { makeEmbeddedMetrics } from '../../shared/adapters/system/embedded-metrics.ts';
import { toCounted, toMetricLines } from '../../shared/adapters/system/measured-log.ts';
import { metricDimensions, metricNames } from '../../shared/config/metric-names.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Counted, Operation } from '../../shared/ports/metrics.ts';

const now = Date.parse('2026-11-22T01:02:03.000Z') as Moment;
const silent: Log = { note: () => undefined, alert: () => undefined };

function linesOf(...counted: readonly Counted[]) {
  const lines: string[] = [];
  const metrics = makeEmbeddedMetrics({
    provinceUrl: 'https://yinzheng.liaoning.example',
    clock: { now: () => now },
    toLines: toMetricLines,
    write: (line) => lines.push(line),
  });
  for (const one of counted) metrics.count(one);
  return lines.map((line) => JSON.parse(line));
}

function countedBy(operation?: Operation) {
  const counted: Counted[] = [];
  const log = makeCountingLog({
    log: silent,
    metrics: { count: (one) => counted.push(one) },
    toCounted: (event, fields) => toCounted(event, fields, operation),
  });
  return { log, counted };
}

describe('metrics as lines of the log', () => {
  it('are in the embedded metric format, by operation and by outcome', () => {
    const [line, ...more] = linesOf({
      what: 'request-answered',
      operation: 'issue-licence',
      outcome: 'done',
      milliseconds: 42,
    });
    expect(more).toEqual([]);
    expect(line).toEqual({
      level: 'info',
      event: 'counted',
      Province: 'yinzheng.liaoning.example',
      Operation: 'issue-licence',
      Outcome: 'done',
      RequestsAnswered: 1,
      Latency: 42,
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: 'Yinzheng',
            Dimensions: [
              ['Province', 'Operation'],
              ['Province', 'Operation', 'Outcome'],
            ],
            Metrics: [
              { Name: 'RequestsAnswered', Unit: 'Count' },
              { Name: 'Latency', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
    });
  });

  it('name every metric and dimension that they carry', () => {
    const lines = linesOf(
      {
        what: 'request-answered',
        operation: 'verify-licence',
        outcome: 'refused',
        milliseconds: 1,
        problem: 'request-invalid',
      },
      { what: 'licence-issued' },
      { what: 'signature-wrong' },
      { what: 'mirror-refused' },
      { what: 'checks-limited', operation: 'answer-field-check' },
      { what: 'checks-limited', operation: 'look-up-by-duty' },
      { what: 'checks-unusual' },
      { what: 'spoken-code-locked' },
      { what: 'webhook-disabled' },
      { what: 'calendar-missing' },
      { what: 'mirror-behind' },
      { what: 'licence-changed', state: 'suspended' },
      { what: 'licence-verified', verdict: 'valid' },
      { what: 'reservations-left', count: 3 },
      { what: 'keys-unsettled', count: 1 },
      { what: 'file-published', file: 'status-list' },
      { what: 'file-not-published', file: 'trust-list' },
    );
    const directives = lines.flatMap((line) => line._aws.CloudWatchMetrics);
    const metrics = directives.flatMap(({ Metrics }) =>
      Metrics.map(({ Name }: { Name: string }) => Name),
    );
    const dimensions = directives.flatMap(({ Dimensions }) => Dimensions.flat());
    for (const line of lines) {
      const [{ Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
      expect(line).toMatchObject(
        Object.fromEntries(Metrics.map(({ Name }: { Name: string }) => [Name, expect.any(Number)])),
      );
      expect(line).toMatchObject(
        Object.fromEntries(Dimensions.flat().map((name: string) => [name, expect.any(String)])),
      );
    }
    expect(new Set(metrics)).toEqual(new Set(Object.values(metricNames)));
    expect(new Set(dimensions)).toEqual(new Set(Object.values(metricDimensions)));
  });
});

describe('a counting log', () => {
  it.each([
    [201, undefined, 'done'],
    [409, 'number-taken', 'refused'],
    [503, 'service-unavailable', 'failed'],
  ] as const)('counts an answer of %i', (status, problem, outcome) => {
    const { log, counted } = countedBy('issue-licence');
    log.note('request.answered', { status, problem, ms: 7, clientId: 'a-client' });
    expect(counted).toEqual([
      {
        what: 'request-answered',
        operation: 'issue-licence',
        outcome,
        milliseconds: 7,
        ...(problem ? { problem } : {}),
      },
    ]);
  });

  it('counts a verdict with its answer', () => {
    const { log, counted } = countedBy('verify-licence');
    log.note('request.answered', { status: 200, ms: 1, verdict: 'indeterminate' });
    expect(counted.at(-1)).toEqual({ what: 'licence-verified', verdict: 'indeterminate' });
  });

  it('counts what happened to licences and files, on either channel', () => {
    const { log, counted } = countedBy();
    log.note('licence.issued', { licenceId: 'a' });
    log.note('licence.state-changed', { licenceId: 'a', state: 'withdrawn' });
    log.note('status-list.published', { statusList: 'a' });
    log.alert('trust-list.not-published', { error: 'Error' });
    log.note('issue-roots.published', { number: 1 });
    log.note('reservations.swept', { finished: 1, voided: 0, left: 0, faulty: 2 });
    log.note('seal-keys.settled', { settled: 0, failed: 1 });
    log.alert('licence.signature-wrong', { licenceId: 'l', seal: 's' });
    log.alert('mirror.refused', { province: '210000', file: 'trust-list', reason: 'r' });
    log.note('field-check.limited', { client: 'a', limit: 'misses' });
    log.note('duty-check.limited', { client: 'a' });
    log.note('duty-check.unusual', { newToday: 21 });
    log.note('spoken-code.locked', { client: 'a', showCode: 's' });
    log.note('mirror.finished', { province: '210000', outcome: 'unreachable' });
    log.note('mirror.finished', { province: '210000', outcome: 'held' });
    expect(counted).toEqual([
      { what: 'licence-issued' },
      { what: 'licence-changed', state: 'withdrawn' },
      { what: 'file-published', file: 'status-list' },
      { what: 'file-not-published', file: 'trust-list' },
      { what: 'file-published', file: 'issue-root' },
      { what: 'reservations-left', count: 2 },
      { what: 'keys-unsettled', count: 1 },
      { what: 'signature-wrong' },
      { what: 'mirror-refused' },
      { what: 'checks-limited', operation: 'answer-field-check' },
      { what: 'checks-limited', operation: 'look-up-by-duty' },
      { what: 'checks-unusual' },
      { what: 'spoken-code-locked' },
      { what: 'mirror-behind' },
    ]);
  });

  it('makes no word a dimension that is not of its closed set', () => {
    const { log, counted } = countedBy('verify-licence');
    log.note('request.answered', { status: 400, ms: 1, problem: '张三', verdict: '张三' });
    log.note('licence.state-changed', { state: '张三' });
    log.note('seal.published', {});
    expect(JSON.stringify(counted)).not.toContain('张三');
    expect(counted).toHaveLength(1);
  });

  it('notes everything, counted or not', () => {
    const noted: string[] = [];
    const note = (event: string) => noted.push(event);
    const log = makeCountingLog({
      log: { note, alert: note },
      metrics: { count: () => undefined },
      toCounted,
    });
    log.note('licence.issued', {});
    log.alert('request.failed', {});
    expect(noted).toEqual(['licence.issued', 'request.failed']);
  });
});
