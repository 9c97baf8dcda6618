import { metricDimensions, metricNames, metricNamespace } from '../../config/metric-names.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Counted, Metrics } from '../../ports/metrics.ts';

/** Values under the names that CloudWatch shows: metrics are numbers, dimensions are words. */
interface Line {
  readonly metrics: Readonly<Record<string, 'Count' | 'Milliseconds'>>;
  /** Each list of names is one way to look at the metrics. */
  readonly dimensions: readonly (readonly string[])[];
  readonly values: Readonly<Record<string, string | number>>;
}

const { province, operation, outcome, problem, state, verdict, file } = metricDimensions;

/** One thing counted, by at most one dimension beside the province. */
function counting(name: string, by: Readonly<Record<string, string>> = {}, count = 1): Line {
  return {
    metrics: { [name]: 'Count' },
    dimensions: [Object.keys(by)],
    values: { ...by, [name]: count },
  };
}

function toRequestLines(counted: Extract<Counted, { what: 'request-answered' }>): Line[] {
  const { requestsAnswered, requestsRefused, latency } = metricNames;
  const by = { [operation]: counted.operation };
  const answered: Line = {
    metrics: { [requestsAnswered]: 'Count', [latency]: 'Milliseconds' },
    dimensions: [[operation], [operation, outcome]],
    values: {
      ...by,
      [outcome]: counted.outcome,
      [requestsAnswered]: 1,
      [latency]: counted.milliseconds,
    },
  };
  if (counted.problem === undefined) return [answered];
  const refused = counting(requestsRefused, { ...by, [problem]: counted.problem });
  return [answered, refused];
}

function toLines(counted: Counted): readonly Line[] {
  switch (counted.what) {
    case 'request-answered':
      return toRequestLines(counted);
    case 'licence-issued':
      return [counting(metricNames.licencesIssued)];
    case 'signature-wrong':
      return [counting(metricNames.signaturesWrong)];
    case 'licence-changed':
      return [counting(metricNames.licencesChanged, { [state]: counted.state })];
    case 'licence-verified':
      return [counting(metricNames.licencesVerified, { [verdict]: counted.verdict })];
    case 'reservations-left':
      return [counting(metricNames.reservationsLeft, {}, counted.count)];
    case 'keys-unsettled':
      return [counting(metricNames.keysUnsettled, {}, counted.count)];
    case 'file-published':
      return [counting(metricNames.filesPublished, { [file]: counted.file })];
    case 'file-not-published':
      return [counting(metricNames.filesNotPublished, { [file]: counted.file })];
  }
}

/** What the metrics are of, and where the lines go. */
export interface MetricsOptions {
  /** The province's public address; its host is a dimension of every metric. */
  readonly provinceUrl: string;
  /** The machine's own: CloudWatch refuses what lies far from its time. */
  readonly clock: Clock;
  readonly write?: (line: string) => void;
}

/**
 * Metrics as lines of the log in CloudWatch's embedded metric format: no call, no SDK, nothing to wait
 * for. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function makeEmbeddedMetrics({ provinceUrl, clock, write }: MetricsOptions): Metrics {
  const toText = ({ metrics, dimensions, values }: Line): string =>
    JSON.stringify({
      level: 'info',
      event: 'counted',
      [province]: new URL(provinceUrl).host,
      ...values,
      _aws: {
        Timestamp: clock.now(),
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: dimensions.map((names) => [province, ...names]),
            Metrics: Object.entries(metrics).map(([Name, Unit]) => ({ Name, Unit })),
          },
        ],
      },
    });
  return {
    count(counted) {
      // looked up at each call: the embedded run sends console lines to a file
      const print = write ?? console.log;
      for (const line of toLines(counted)) print(toText(line));
    },
  };
}
