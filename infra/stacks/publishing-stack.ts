import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { PublicShelf } from '../constructs/public-shelf.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';

interface Props extends StackProps {
  readonly province: Province;
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly register: ZoneTable;
}

/** Turns register and directory into signed public files, with keys good for nothing else. */
export class PublishingStack extends Stack {
  readonly functions: readonly ServiceFunction[];
  private readonly shelf: PublicShelf;
  private readonly versions: ZoneTable;
  private readonly statusWork: WorkQueue;
  private readonly trustWork: WorkQueue;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.shelf = new PublicShelf(this, 'Shelf');
    this.versions = new ZoneTable(this, 'Versions', { stream: false, replicaRegions: [] });
    this.statusWork = new WorkQueue(this, 'StatusWork', 180);
    this.trustWork = new WorkQueue(this, 'TrustWork', 180);

    const serve = new ServiceFunction(this, 'ServeShelf', {
      handler: 'publishing/serve-shelf',
      environment: { provinceUrl: props.province.url, shelfBucket: this.shelf.bucketName },
    });
    this.shelf.grantReading(serve);
    this.addRelay(props);
    this.addStatusListPublisher(props);
    this.addTrustListPublisher(props);
    this.functions = [serve];
  }

  /** Streams in order into the queues; what cannot be relayed is kept and raises an alarm. */
  private addRelay({ directory, seals, register }: Props): void {
    const relay = new ServiceFunction(this, 'RelayChanges', {
      handler: 'publishing/relay-changes',
      environment: {
        statusQueueUrl: this.statusWork.queue.queueUrl,
        trustQueueUrl: this.trustWork.queue.queueUrl,
      },
    });
    for (const work of [this.statusWork, this.trustWork]) {
      relay.allow(['sqs:SendMessage'], [work.queue.queueArn]);
    }
    directory.grantFollowing(relay, this.statusWork.deadLetters);
    seals.grantFollowing(relay, this.statusWork.deadLetters);
    register.grantFollowing(relay, this.statusWork.deadLetters, entriesOnly());
  }

  private addStatusListPublisher({ province, directory, register }: Props): void {
    const key = new SigningKey(this, 'StatusSignerKey', 'status lists');
    const publish = new ServiceFunction(this, 'PublishStatusList', {
      handler: 'publishing/publish-status-list',
      timeoutSeconds: 60,
      environment: {
        provinceUrl: province.url,
        directoryTable: directory.tableName,
        registerTable: register.tableName,
        shelfTable: this.versions.tableName,
        shelfBucket: this.shelf.bucketName,
        statusSignerKey: key.keyArn,
      },
    });
    register.grantLookUp(publish);
    this.finishPublisher(publish, key, directory);
    publish.lambda.addEventSource(
      new SqsEventSource(this.statusWork.queue, { batchSize: 10, reportBatchItemFailures: true }),
    );
    this.onClock('StatusListClock', publish, Duration.minutes(10));
  }

  private addTrustListPublisher({ province, directory, seals }: Props): void {
    const key = new SigningKey(this, 'ListSignerKey', 'trust lists and department sheets');
    const publish = new ServiceFunction(this, 'PublishTrustList', {
      handler: 'publishing/publish-trust-list',
      timeoutSeconds: 60,
      environment: {
        provinceUrl: province.url,
        provinceCode: province.code,
        provinceName: province.name,
        directoryTable: directory.tableName,
        sealsTable: seals.tableName,
        shelfTable: this.versions.tableName,
        shelfBucket: this.shelf.bucketName,
        listSignerKey: key.keyArn,
      },
    });
    seals.grantLookUp(publish);
    this.finishPublisher(publish, key, directory);
    publish.lambda.addEventSource(
      new SqsEventSource(this.trustWork.queue, { batchSize: 10, reportBatchItemFailures: true }),
    );
    this.onClock('TrustListClock', publish, Duration.hours(1));
  }

  private finishPublisher(by: ServiceFunction, key: SigningKey, directory: ZoneTable): void {
    directory.grantLookUp(by);
    this.versions.grantLookUp(by);
    this.versions.grantWriting(by);
    this.shelf.grantReading(by);
    this.shelf.grantPublishing(by);
    key.grantSigning(by);
  }

  private onClock(id: string, target: ServiceFunction, every: Duration): void {
    new Rule(this, id, {
      schedule: Schedule.rate(every),
      targets: [new Target(target.lambda, { event: RuleTargetInput.fromObject({ clock: true }) })],
    });
  }
}

/** Only appended entries concern publishing; heads, versions and links do not. */
function entriesOnly() {
  return FilterCriteria.filter({
    dynamodb: { NewImage: { kind: { S: FilterRule.isEqual('entry') } } },
  });
}
