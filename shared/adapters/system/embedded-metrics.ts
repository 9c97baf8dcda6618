import { metricDimensions, metricNamespace } from '../../config/metric-names.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Counted, Metrics } from '../../ports/metrics.ts';

/** Values under the names that CloudWatch shows: metrics are numbers, dimensions are words. */
export interface MetricLine {
  readonly metrics: Readonly<Record<string, 'Count' | 'Milliseconds'>>;
  /** Each list of names is one way to look at the metrics. */
  readonly dimensions: readonly (readonly string[])[];
  readonly values: Readonly<Record<string, string | number>>;
}

/** One thing counted, by at most one dimension beside the province. */
export function counting(
  name: string,
  by: Readonly<Record<string, string>> = {},
  count = 1,
): MetricLine {
  return {
    metrics: { [name]: 'Count' },
    dimensions: [Object.keys(by)],
    values: { ...by, [name]: count },
  };
}

/** What the metrics are of, and where the lines go. */
export interface MetricsOptions<What extends Counted> {
  /** The province's public address; its host is a dimension of every metric. */
  readonly provinceUrl: string;
  /** The machine's own: CloudWatch refuses what lies far from its time. */
  readonly clock: Clock;
  readonly toLines: (counted: What) => readonly MetricLine[];
  readonly write?: (line: string) => void;
}

/**
 * Metrics as lines of the log in CloudWatch's embedded metric format: no call, no SDK, nothing to wait
 * for. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function makeEmbeddedMetrics<What extends Counted>(
  options: MetricsOptions<What>,
): Metrics<What> {
  const { provinceUrl, clock, toLines, write } = options;
  const { province } = metricDimensions;
  const toText = ({ metrics, dimensions, values }: MetricLine): string =>
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
