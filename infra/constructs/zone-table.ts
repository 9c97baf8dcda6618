import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface ZoneTableProps {
  /** Whether writes are relayed from its stream. */
  readonly stream: boolean;
  /** Further Regions that hold a copy. */
  readonly replicaRegions: readonly string[];
}

/** A table that one zone owns; its grants are what others may do with it. */
export class ZoneTable extends TableV2 {
  constructor(scope: Construct, id: string, props: ZoneTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      replicas: props.replicaRegions.map((region) => ({ region })),
      ...(props.stream ? { dynamoStream: StreamViewType.NEW_IMAGE } : {}),
    });
  }

  /** Read single items and key ranges; never scan. */
  grantLookUp(by: ServiceFunction): void {
    by.allow(['dynamodb:GetItem', 'dynamodb:Query'], [this.tableArn]);
  }

  /** Add and change items; never delete. */
  grantWriting(by: ServiceFunction): void {
    by.allow(
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
      [this.tableArn],
    );
  }

  /** Hands the table's writes to the function, in order, at least once; poison goes to the queue. */
  grantFollowing(by: ServiceFunction, poison: Queue, filter?: Record<string, unknown>): void {
    const streamArn = this.tableStreamArn;
    if (!streamArn) throw new Error(`${this.node.path} has no stream`);
    by.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [streamArn],
    );
    poison.grantSendMessages(by.role);
    new EventSourceMapping(by, `Follow${this.node.id}`, {
      target: by.lambda,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 100,
      onFailure: new SqsDlq(poison),
      ...(filter ? { filters: [filter] } : {}),
    });
  }
}
