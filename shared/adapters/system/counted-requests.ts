import { metricDimensions, metricNames } from '../../config/metric-names.ts';
import type { LogFields } from '../../ports/log.ts';
import type { Counted, CountedRequest, Operation, Outcome } from '../../ports/metrics.ts';
import { counting, type MetricLine } from './embedded-metrics.ts';

const verdicts = ['valid', 'invalid', 'indeterminate'] as const;
/** As the catalogue spells its codes: no word of another form becomes a dimension. */
const problemCode = /^[a-z]+(?:-[a-z]+)*$/;

function toOutcome(status: number): Outcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'done';
}

/** What an answered request counts as. */
export function toCountedRequests(
  { problem, verdict: said, status, ms }: LogFields,
  operation: Operation,
): readonly CountedRequest[] {
  const verdict = verdicts.find((word) => word === said);
  const answered: CountedRequest = {
    what: 'request-answered',
    operation,
    outcome: toOutcome(Number(status)),
    milliseconds: Number(ms ?? 0),
    ...(typeof problem === 'string' && problemCode.test(problem) ? { problem } : {}),
  };
  return verdict === undefined ? [answered] : [answered, { what: 'licence-verified', verdict }];
}

/** Requests and verdicts as CloudWatch shows them. */
export function toRequestLines(counted: CountedRequest): readonly MetricLine[] {
  const { requestsAnswered, requestsRefused, latency, licencesVerified } = metricNames;
  const { operation, outcome, problem, verdict } = metricDimensions;
  if (counted.what === 'licence-verified') {
    return [counting(licencesVerified, { [verdict]: counted.verdict })];
  }
  const by = { [operation]: counted.operation };
  const answered: MetricLine = {
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
  return [answered, counting(requestsRefused, { ...by, [problem]: counted.problem })];
}

/** Tells requests, which every function with a log may count, from the rest. */
export function isCountedRequest(counted: Counted): counted is CountedRequest {
  return counted.what === 'request-answered' || counted.what === 'licence-verified';
}
