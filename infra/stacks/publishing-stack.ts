import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { PublicShelf } from '../constructs/public-shelf.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { DeadLetters, WorkQueue } from '../constructs/work-queue.ts';
import { grantCountingOnce } from '../constructs/writer-lease.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly register: ZoneTable;
  /** Where facts are told, for those who tell others, and for the trail. */
  readonly factWork: WorkQueue;
  readonly trailWork: WorkQueue;
}

/** What status lists are built from, and all that their publisher may read of the register. */
const listPartitions = ['lists', 'list#*'];

/** Turns register and directory into signed public files, with keys good for nothing else. */
export class PublishingStack extends ZoneStack {
  readonly shelf: PublicShelf;
  private readonly versions: ZoneTable;
  private readonly statusWork: WorkQueue;
  private readonly trustWork: WorkQueue;
  private readonly listSignerKey: SigningKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.shelf = new PublicShelf(this, 'Shelf');
    this.versions = new ZoneTable(this, 'Versions', { stream: false, isGlobal: true });
    this.statusWork = new WorkQueue(this, 'StatusWork', { visibilitySeconds: 180 });
    this.trustWork = new WorkQueue(this, 'TrustWork', { visibilitySeconds: 360 });
    this.listSignerKey = new SigningKey(this, 'ListSignerKey', 'list-signer');

    const serve = new ServiceFunction(this, 'ServeShelf', {
      handler: 'publishing/serve-shelf',
      environment: {
        provinceUrl: this.province.url,
        shelfTable: this.versions.tableName,
        shelfBucket: this.shelf.bucketName,
      },
    });
    this.shelf.grantReading(serve);
    this.versions.grantListing(serve, ['archive#*']);
    this.addRelay(props);
    this.addStatusListPublisher(props);
    this.addTrustListPublisher(props);
    this.addIssueRootPublisher(props);
    this.addOfflineKitPublisher(props);
    this.addMirror(props);
    this.addReceipts(props);
  }

  /** Streams in order into the queues; what cannot be relayed is set aside and raises an alarm. */
  private addRelay({ directory, seals, register, factWork, trailWork }: Props): void {
    const relay = new ServiceFunction(this, 'RelayChanges', {
      handler: 'publishing/relay-changes',
      environment: {
        statusQueueUrl: this.statusWork.queue.queueUrl,
        trustQueueUrl: this.trustWork.queue.queueUrl,
        factQueueUrl: factWork.queue.queueUrl,
        trailQueueUrl: trailWork.queue.queueUrl,
      },
    });
    for (const work of [this.statusWork, this.trustWork, factWork, trailWork])
      work.grantSending(relay);
    const poison = new DeadLetters(this, 'RelayPoison');
    acknowledge(poison, 'AwsSolutions', {
      SQS3: 'Is where the dead letters of streams go, which the rule does not see.',
    });
    for (const table of [directory, seals]) table.grantFollowing(relay, poison);
    // of the register it is handed what the lists are built from, entries, and that a draft waits: nothing that names a holder
    const relayed = [{ partition: 'list' }, { sort: 'entry#' }, { partition: 'drafts#' }];
    register.grantFollowing(relay, poison, relayed);
    const oldest = { statistic: 'Maximum', period: Duration.minutes(1) };
    new ServiceAlarm(this, 'stream-behind', {
      topic: this.alarmTopic,
      runbook: 'stream-behind',
      means: 'What was written is not relayed: the oldest stream record waits for a minute.',
      metric: relay.lambda.metric('IteratorAge', oldest),
      threshold: 60_000,
      periods: [3, 3],
    });
  }

  private addStatusListPublisher({ directory, register }: Props): void {
    const key = new SigningKey(this, 'StatusSignerKey', 'status-signer');
    const publish = new ServiceFunction(this, 'PublishStatusList', {
      handler: 'publishing/publish-status-list',
      timeoutSeconds: 60,
      environment: {
        ...this.environmentWith(directory),
        registerTable: register.tableName,
        statusSignerKey: key.keyArn,
        statusQueueUrl: this.statusWork.queue.queueUrl,
      },
    });
    register.grantListing(publish, listPartitions);
    this.grantPublishing(publish, directory, ['status-lists/*']);
    this.grantKeeping(publish, ['status-lists/*']);
    key.grantSigning(publish);
    this.statusWork.grantWorking(publish);
    // on the clock it shares out the lists that are too many for one run
    this.statusWork.grantSending(publish);
    publish.callEvery(Duration.minutes(10));
  }

  private addTrustListPublisher({ directory, seals }: Props): void {
    const publish = new ServiceFunction(this, 'PublishTrustList', {
      handler: 'publishing/publish-trust-list',
      // every hour it looks at every department, and there may be thousands
      timeoutSeconds: 300,
      environment: {
        ...this.environmentWith(directory),
        provinceCode: this.province.code,
        provinceName: this.province.name,
        sealsTable: seals.tableName,
        listSignerKey: this.listSignerKey.keyArn,
      },
    });
    directory.grantListing(publish);
    seals.grantReading(publish);
    seals.grantListing(publish);
    this.versions.grantReading(publish, ['sheets']);
    this.versions.grantListing(publish, ['sheets']);
    this.versions.grantPutting(publish, ['sheets']);
    this.shelf.grantReading(publish);
    this.grantPublishing(publish, directory, ['trust-list', 'departments/*', '.well-known/*']);
    this.grantKeeping(publish, ['trust-list']);
    this.listSignerKey.grantSigning(publish);
    this.trustWork.grantWorking(publish);
    publish.callEvery(Duration.hours(1));
  }

  private addIssueRootPublisher({ directory, register }: Props): void {
    const publish = new ServiceFunction(this, 'PublishIssueRoot', {
      handler: 'publishing/publish-issue-root',
      timeoutSeconds: 120,
      environment: {
        ...this.environmentWith(directory),
        regionName: this.province.regions[0],
        registerTable: register.tableName,
        listSignerKey: this.listSignerKey.keyArn,
      },
    });
    register.grantReading(publish, ['issue-gate#*']);
    register.grantListing(publish, ['issued#*']);
    this.versions.grantListing(publish, ['issue-roots']);
    this.versions.grantPutting(publish, ['issue-roots']);
    grantCountingOnce(publish, 'issue-roots');
    this.shelf.grantReading(publish);
    this.grantPublishing(publish, directory, ['issue-roots/*']);
    this.listSignerKey.grantSigning(publish);
    publish.callEvery(Duration.minutes(10));
  }

  /** Cuts what is public into parts; of the directory it needs names and certificates. */
  private addOfflineKitPublisher({ directory }: Props): void {
    const publish = new ServiceFunction(this, 'PublishOfflineKit', {
      handler: 'publishing/publish-offline-kit',
      timeoutSeconds: 120,
      environment: {
        ...this.environmentWith(directory),
        listSignerKey: this.listSignerKey.keyArn,
      },
    });
    directory.grantListing(publish, ['types']);
    this.versions.grantPutting(publish, ['offline-kit']);
    this.shelf.grantReading(publish);
    this.grantPublishing(publish, directory, ['offline-kit', 'offline-kit/*']);
    this.listSignerKey.grantSigning(publish);
    publish.callEvery(Duration.minutes(10));
  }

  /** Reads which provinces are recognised; the highest numbers seen of their files are its to raise. */
  private addMirror({ directory }: Props): void {
    const mirror = new ServiceFunction(this, 'MirrorProvinces', {
      handler: 'publishing/mirror-provinces',
      timeoutSeconds: 55,
      environment: this.environmentWith(directory),
    });
    directory.grantListing(mirror, ['provinces']);
    this.versions.grantReading(mirror, ['mirror#*']);
    this.versions.grantPutting(mirror, ['mirror#*', 'archive#mirrors/*']);
    this.shelf.grantReading(mirror);
    this.shelf.grantPublishing(mirror, ['mirrors/*', 'archive/mirrors/*']);
    mirror.callEvery(Duration.minutes(1));
  }

  /** Verifies by public files like anybody, and signs what it found with a key that is good for nothing else. */
  private addReceipts({ directory }: Props): void {
    const key = new SigningKey(this, 'ReceiptSignerKey', 'receipt-signer');
    const sign = new ServiceFunction(this, 'SignReceipt', {
      handler: 'publishing/sign-receipt',
      environment: {
        provinceUrl: this.province.url,
        shelfUrl: this.province.url,
        directoryTable: directory.tableName,
        receiptSignerKey: key.keyArn,
      },
    });
    directory.grantReading(sign, ['province']);
    key.grantSigning(sign);
    const show = new ServiceFunction(this, 'ShowRecognition', {
      handler: 'publishing/show-recognition',
      environment: { provinceUrl: this.province.url, shelfBucket: this.shelf.bucketName },
    });
    this.shelf.grantReading(show);
  }

  /** Every version of these files is kept. */
  private grantKeeping(by: ServiceFunction, paths: readonly string[]): void {
    this.versions.grantPutting(
      by,
      paths.map((path) => `archive#${path}`),
    );
    this.shelf.grantPublishing(
      by,
      paths.map((path) => `archive/${path}`.replace(/\/trust-list$/, '/trust-list/*')),
    );
  }

  private environmentWith(directory: ZoneTable) {
    return {
      provinceUrl: this.province.url,
      directoryTable: directory.tableName,
      shelfTable: this.versions.tableName,
      shelfBucket: this.shelf.bucketName,
    };
  }

  /** The certificates, and these paths: their version rows and their files. */
  private grantPublishing(
    by: ServiceFunction,
    directory: ZoneTable,
    paths: readonly string[],
  ): void {
    directory.grantReading(by);
    this.versions.grantReading(by, paths);
    this.versions.grantChanging(by, paths);
    this.shelf.grantPublishing(by, paths);
  }
}
