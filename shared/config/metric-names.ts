/** Where our metrics stand in CloudWatch. Every metric also has the dimension `province`: its public host name. */
export const metricNamespace = 'Yinzheng';

/** Names of metrics and their dimensions, one table, so that functions and alarms agree. */
export const metricNames = {
  /** By operation, and by operation and outcome. */
  requestsAnswered: 'RequestsAnswered',
  /** Milliseconds, by operation. */
  latency: 'Latency',
  /** By operation and problem code. */
  requestsRefused: 'RequestsRefused',
  licencesIssued: 'LicencesIssued',
  /** By the state entered. */
  licencesChanged: 'LicencesChanged',
  /** By verdict. */
  licencesVerified: 'LicencesVerified',
  /** Reservations that a sweep could not end through our own fault. */
  reservationsLeft: 'ReservationsLeft',
  /** Signatures that their seal's certificate does not bear out. */
  signaturesWrong: 'SignaturesWrong',
  /** Seals whose keys could not be brought to their state. */
  keysUnsettled: 'KeysUnsettled',
  /** By file. */
  filesPublished: 'FilesPublished',
  /** By file. */
  filesNotPublished: 'FilesNotPublished',
  /** Checks that a limit of the day stopped; by operation. */
  checksLimited: 'ChecksLimited',
  /** Checks by duty of somebody new, beyond what other days had. */
  checksUnusual: 'ChecksUnusual',
  /** Spoken codes that wrong tries locked. */
  spokenCodesLocked: 'SpokenCodesLocked',
  /** Endpoints that are left alone since they answered 410, or failed for three days. */
  webhooksDisabled: 'WebhooksDisabled',
  /** Looks at the clock that found no working days of a year. */
  calendarsMissing: 'CalendarsMissing',
  /** Files of other provinces that were not taken. */
  mirrorsRefused: 'MirrorsRefused',
  /** Provinces that could not be mirrored in a round. */
  mirrorsBehind: 'MirrorsBehind',
} as const;

export const metricDimensions = {
  province: 'Province',
  operation: 'Operation',
  outcome: 'Outcome',
  problem: 'Problem',
  state: 'State',
  verdict: 'Verdict',
  file: 'File',
} as const;
