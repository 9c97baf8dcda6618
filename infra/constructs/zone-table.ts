import { CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { zoneOf } from '../stacks/zone-stack.ts';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import type { DeadLetters } from './work-queue.ts';
import { grantTurn } from './writer-lease.ts';

export interface ZoneTableProps {
  /** Whether writes are relayed from its stream. */
  readonly stream: boolean;
  /** Whether both Regions of a province that has two hold a copy: then only the one whose turn it is writes. */
  readonly isGlobal: boolean;
  /** Of a table of one Region that the other goes by. */
  readonly tableName?: string;
}

/** Patterns of the partition keys that a grant is for, or that it is not for; without it, for all. */
export type Partitions = readonly string[] | { readonly except: readonly string[] };

/** Which writes of a stream are meant: how their keys begin, and what state they say. */
export interface WritePattern {
  readonly partition?: string;
  readonly sort?: string;
  readonly states?: readonly string[];
}

const leadingKeys = 'dynamodb:LeadingKeys';
const attributes = 'dynamodb:Attributes';

/** "For all values" is true of nothing at all as well, hence the second condition. */
function toConditions(partitions: Partitions): Record<string, Record<string, unknown>> {
  const named = { Null: { [leadingKeys]: 'false' } };
  return 'except' in partitions
    ? { 'ForAllValues:StringNotLike': { [leadingKeys]: partitions.except }, ...named }
    : { 'ForAllValues:StringLike': { [leadingKeys]: partitions }, ...named };
}

/** What changes a table; of a global one it is the turn's Region's alone. */
const writing: ReadonlySet<string> = new Set([
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
]);

/**
 * A table that one zone owns; its grants are what others may do with it, one DynamoDB verb each. Of a
 * global one the first Region makes both copies, and the standby Region finds its own by its name.
 * Encrypted with the key that AWS keeps for DynamoDB: its use is in the trail, and there is no key of
 * ours whose loss or disabling would take the register away.
 */
export class ZoneTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  private readonly streamArn: string | undefined;
  private readonly isGlobal: boolean;

  constructor(scope: Construct, id: string, props: ZoneTableProps) {
    super(scope, id);
    this.isGlobal = props.isGlobal;
    const copy = props.isGlobal && zoneOf(this).isStandby ? this.findCopy(props) : this.make(props);
    this.tableName = copy.tableName;
    this.tableArn = copy.tableArn;
    this.streamArn = copy.tableStreamArn;
    this.watch();
  }

  private make(props: ZoneTableProps) {
    const { province } = zoneOf(this);
    const tableName = props.isGlobal ? this.globalName : props.tableName;
    return new TableV2(this, 'Default', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      ...(tableName === undefined ? {} : { tableName }),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'deleteAfterSeconds',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      replicas: props.isGlobal ? province.regions.slice(1).map((region) => ({ region })) : [],
      ...(props.stream ? { dynamoStream: StreamViewType.NEW_IMAGE } : {}),
    });
  }

  /** The copy that the first Region's stack has made here; a stream has a name that only DynamoDB knows. */
  private findCopy({ stream }: ZoneTableProps) {
    const tableName = this.globalName;
    const tableArn = Stack.of(this).formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: tableName,
    });
    if (!stream) return { tableName, tableArn };
    const given = new CfnParameter(this, 'Stream', {
      description: `ARN of the stream of the table ${tableName} in this Region`,
      allowedPattern: '^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table/.+/stream/.+$',
    });
    return { tableName, tableArn, tableStreamArn: given.valueAsString };
  }

  /** Both Regions go by it. */
  private get globalName(): string {
    const { province } = zoneOf(this);
    return `yinzheng-${province.slug}-${this.node.id.replace(/\B[A-Z]/g, '-$&').toLowerCase()}`;
  }

  /** Read single items. */
  grantReading(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:GetItem', partitions);
  }

  /** Read these attributes of single items, beside their keys, and no others. */
  grantReadingOnly(by: ServiceFunction, names: readonly string[], partitions?: Partitions): void {
    const conditions = partitions === undefined ? {} : toConditions(partitions);
    by.allow(['dynamodb:GetItem'], [this.tableArn], {
      ...conditions,
      'ForAllValues:StringEquals': { [attributes]: ['pk', 'sk', ...names] },
      Null: { ...conditions['Null'], [attributes]: 'false' },
    });
  }

  /** Read ranges of a partition; never scan. */
  grantListing(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:Query', partitions);
  }

  /** Read many items at once. */
  grantGathering(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:BatchGetItem', partitions);
  }

  /** Put items, also over others: what must not be replaced says so by condition. */
  grantPutting(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:PutItem', partitions);
  }

  /** Change attributes of items. */
  grantChanging(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:UpdateItem', partitions);
  }

  /** Make a transaction depend on an item that it does not write. */
  grantChecking(by: ServiceFunction, partitions?: Partitions): void {
    this.allow(by, 'dynamodb:ConditionCheckItem', partitions);
  }

  /** Delete items of these partitions: there is no right to delete any other. */
  grantRemoving(by: ServiceFunction, partitions: readonly string[]): void {
    this.allow(by, 'dynamodb:DeleteItem', partitions);
  }

  /**
   * Hands the table's writes to the function, in order, at least once; poison is set aside.
   * @param only writes of which one of these is true; all unless said
   */
  grantFollowing(by: ServiceFunction, poison: DeadLetters, only?: readonly WritePattern[]): void {
    const { streamArn } = this;
    if (!streamArn) throw new Error(`${this.node.path} has no stream`);
    by.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [streamArn],
    );
    by.allow(['sqs:SendMessage'], [poison.queue.queueArn]);
    // what follows from a write is the business of the Region that writes
    grantTurn(by);
    new EventSourceMapping(by, `Follow${this.node.id}`, {
      target: by.lambda,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 100,
      // its own grant would be wider than what is needed
      onFailure: { bind: () => ({ destination: poison.queue.queueArn }) },
      ...(only ? { filters: only.map(toFilter) } : {}),
    });
  }

  private allow(by: ServiceFunction, action: string, partitions?: Partitions): void {
    by.allow([action], [this.tableArn], partitions && toConditions(partitions));
    if (this.isGlobal && writing.has(action)) grantTurn(by);
  }

  private watch(): void {
    const events = (metricName: string) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: this.tableName },
        statistic: 'Sum',
      });
    new ServiceAlarm(this, 'table-throttles', {
      topic: zoneOf(this).alarmTopic,
      runbook: 'table-throttles',
      means: `DynamoDB turned requests to the table ${this.node.id} away.`,
      metric: new MathExpression({
        expression: 'FILL(reads, 0) + FILL(writes, 0)',
        usingMetrics: {
          reads: events('ReadThrottleEvents'),
          writes: events('WriteThrottleEvents'),
        },
        period: Duration.minutes(5),
      }),
      threshold: 1,
      periods: [2, 3],
    });
  }
}

/** Keys and states decide, so that removals pass where only keys are asked for. */
function toFilter({ partition, sort, states }: WritePattern): { readonly pattern: string } {
  const beginning = (prefix: string | undefined) => (prefix ? { S: [{ prefix }] } : undefined);
  const Keys = { pk: beginning(partition), sk: beginning(sort) };
  const NewImage = states ? { state: { S: states } } : undefined;
  return { pattern: JSON.stringify({ dynamodb: { Keys, NewImage } }) };
}
