import { Duration } from 'aws-cdk-lib';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { VariableName } from '../../shared/config/variables.ts';
import { type ZoneStack, zoneOf } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { ServiceAlarm } from './service-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';
import type { WriterLeaseAccess } from './writer-lease.ts';
import { ZoneTable } from './zone-table.ts';

export interface MendingProps {
  readonly register: ZoneTable;
  readonly lease: WriterLeaseAccess;
  /** Partitions of the register that are no licence's own. */
  readonly notOfChanging: readonly string[];
  readonly environment: Partial<Record<VariableName, string>>;
}

const notALicence = ['idem#*', 'number#*', 'holder#*', 'dept#*', 'lease#*'];

/** With two Regions: keeps this one's turn to write, and mends what came from the other in pieces. */
export function addMending(scope: ZoneStack, props: MendingProps): void {
  if (scope.province.regions.length === 1) return;
  const { register, lease, environment } = props;
  const notOfMending = [...props.notOfChanging, ...notALicence];
  const marks = new ZoneTable(scope, 'MendMarks', { stream: false, isGlobal: false });
  const variables = {
    ...environment,
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
    lease.grantHolding(fn);
    register.grantListing(fn);
    register.grantChanging(fn, { except: notOfMending });
    register.grantChecking(fn);
    register.grantPutting(fn, ['list#*']);
    register.grantRemoving(fn, ['list#*']);
    marks.grantPutting(fn);
  }
  marks.grantListing(hold);
  marks.grantRemoving(hold, ['to-mend']);
  hold.callEvery(Duration.minutes(1));
  watchTurn(scope, hold);
}

/** Said once a minute while it is this Region's turn. */
function watchTurn(scope: Construct, { lambda }: ServiceFunction): void {
  const kept = new MetricFilter(scope, 'TurnKept', {
    logGroup: lambda.logGroup,
    filterPattern: FilterPattern.literal('{ $.event = "writing-turn.kept" && $.epoch >= 1 }'),
    metricNamespace: 'Yinzheng',
    metricName: 'WritingTurnsKept',
    metricValue: '1',
  });
  new ServiceAlarm(scope, 'region-not-writing', {
    topic: zoneOf(scope).alarmTopic,
    runbook: 'region-not-writing',
    means: 'The first Region has lost its turn to write, or does not keep it.',
    metric: kept.metric({ statistic: 'Sum', period: Duration.minutes(1) }),
    threshold: 1,
    when: 'below',
    silenceIsFault: true,
    periods: [3, 3],
  });
}
