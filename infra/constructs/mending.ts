import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ZoneStack } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { ServiceAlarm } from './service-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';
import { leaseTableName } from './writer-lease.ts';
import { ZoneTable } from './zone-table.ts';

export interface MendingProps {
  readonly register: ZoneTable;
  /** Partitions of the register that are no licence's own. */
  readonly notOfChanging: readonly string[];
}

/** Minutes in which it was this Region's turn to write. */
export const turnsKept = new Metric({
  namespace: 'Yinzheng',
  metricName: 'WritingTurnsKept',
  statistic: 'Sum',
  period: Duration.minutes(1),
});

const notALicence = ['idem#*', 'number#*', 'holder#*', 'dept#*', 'lease#*'];

/** With two Regions: keeps this one's turn to write, and mends what came from the other in pieces. */
export function addMending(scope: ZoneStack, props: MendingProps): void {
  if (scope.province.regions.length === 1) return;
  const { register } = props;
  const notOfMending = [...props.notOfChanging, ...notALicence];
  if (scope.isStandby) addLease(scope);
  const marks = new ZoneTable(scope, 'MendMarks', { stream: false, isGlobal: false });
  const variables = {
    regionName: scope.region,
    registerTable: register.tableName,
    marksTable: marks.tableName,
  };
  const hold = new ServiceFunction(scope, 'HoldTurn', {
    handler: 'issuing/hold-turn',
    timeoutSeconds: 60,
    environment: variables,
  });
  const mend = new ServiceFunction(scope, 'MendLicences', {
    handler: 'issuing/mend-licences',
    environment: variables,
  });
  const poison = new DeadLetters(scope, 'MendPoison');
  acknowledge(poison, 'AwsSolutions', {
    SQS3: 'Is where the dead letters of a stream go, which the rule does not see.',
  });
  register.grantFollowing(mend, poison);
  for (const fn of [hold, mend]) {
    register.grantListing(fn);
    register.grantChanging(fn, { except: notOfMending });
    register.grantChecking(fn);
    register.grantPutting(fn, ['list#*']);
    register.grantRemoving(fn, ['list#*']);
    marks.grantPutting(fn);
  }
  // a digest whose hour was closed before it came
  register.grantReading(mend, ['issue-gate#*']);
  register.grantPutting(mend, ['issued#*']);
  marks.grantListing(hold);
  marks.grantRemoving(hold, ['to-mend']);
  hold.callEvery(Duration.minutes(1));
  watchTurn(scope, hold);
  watchRequests(scope, hold);
}

/** Which Region writes, and what is counted once for both: in the standby Region alone, and no copy of it anywhere. */
function addLease(scope: ZoneStack): void {
  const tableName = leaseTableName(scope.province);
  new ZoneTable(scope, 'WriterLease', { stream: false, isGlobal: false, tableName });
}

/** Said once a minute while it is this Region's turn: always in the first one, in the standby one only when the first has lost it. */
function watchTurn(scope: ZoneStack, { lambda }: ServiceFunction): void {
  new MetricFilter(scope, 'TurnKept', {
    logGroup: lambda.logGroup,
    filterPattern: FilterPattern.literal('{ $.event = "writing-turn.kept" && $.epoch >= 1 }'),
    metricNamespace: turnsKept.namespace,
    metricName: turnsKept.metricName,
    metricValue: '1',
  });
  const common = {
    topic: scope.alarmTopic,
    runbook: 'region-not-writing',
    metric: turnsKept,
    threshold: 1,
  };
  if (scope.isStandby) {
    const means = 'The standby Region writes: the first one has lost its turn.';
    new ServiceAlarm(scope, 'standby-writing', { ...common, means });
    return;
  }
  new ServiceAlarm(scope, notWritingAlarm, {
    ...common,
    means: 'The first Region has lost its turn to write, or does not keep it.',
    when: 'below',
    silenceIsFault: true,
    periods: [3, 3],
  });
}

/** A request that both Regions answered, each without knowing of the other, made two licences. */
function watchRequests(scope: ZoneStack, { lambda }: ServiceFunction): void {
  const metricNamespace = turnsKept.namespace;
  const metricName = 'RequestsDoubled';
  new MetricFilter(scope, 'RequestDoubled', {
    logGroup: lambda.logGroup,
    filterPattern: FilterPattern.literal('{ $.event = "request.doubled" }'),
    ...{ metricNamespace, metricName, metricValue: '1' },
  });
  new ServiceAlarm(scope, 'request-doubled', {
    topic: scope.alarmTopic,
    runbook: 'request-doubled',
    means: 'One request made two licences, before and after the other Region took over writing.',
    metric: new Metric({ namespace: metricNamespace, metricName, statistic: 'Sum' }),
    threshold: 1,
  });
}

/** In the first Region; failover goes by it. */
export const notWritingAlarm = 'region-not-writing';
