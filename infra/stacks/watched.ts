import type { metricNames } from '../../shared/config/metric-names.ts';

/** Operations that people wait for, each with its own success rate. */
export const operations = [
  'issue-licence',
  'change-licence-state',
  'verify-licence',
  'verify-batch',
  'retrieve-licences',
] as const;

/** Public files, and how long none of them may be published: three strokes of the publisher's clock. */
export const files = [
  { file: 'status-list', minutes: 30 },
  { file: 'trust-list', minutes: 180 },
  { file: 'issue-root', minutes: 30 },
  { file: 'offline-kit', minutes: 30 },
] as const;

/** What has to appear, within how many minutes, and which page says what to do when it does not. */
export interface Watched {
  readonly file: string;
  readonly minutes: number;
  readonly runbook: string;
  readonly means: string;
}

/** A metric of which so many in five minutes are too many, and the page that says what to do. */
export interface Counted {
  readonly runbook: string;
  readonly name: keyof typeof metricNames;
  readonly threshold?: number;
}
