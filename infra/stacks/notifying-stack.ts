import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey } from '../constructs/signing-key.ts';
import { DeadLetters, WorkQueue } from '../constructs/work-queue.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly register: ZoneTable;
  readonly holding: ZoneTable;
  readonly jobs: ZoneTable;
  /** Where acts are told that go into the trail. */
  readonly trailWork: WorkQueue;
}

/** Of the register, what is no licence. */
const notLicences = [
  ...['idem#*', 'number#*', 'holder#*', 'dept#*', 'reserved#*', 'draft#*', 'drafts#*', 'lease#*'],
  ...['issued#*', 'issue-gate#*', 'seal-use#*', 'lists', 'list#*', 'upload#*', 'face#*', 'copy#*'],
];
const endpoints = ['webhook#*'];
const listed = ['webhooks#*'];
/** What is to be told on a day. */
const dueRows = ['due#*', 'due-work#*'];

/** Notices of facts and of deliveries wait for so long before somebody is told. */
const waitingSeconds = 600;

/** Tells departments' systems what happened: the only zone that asks addresses which they chose. It holds no licence, and no key but the one behind the endpoints' secrets. */
export class NotifyingStack extends ZoneStack {
  /** Where facts are told. */
  readonly factWork: WorkQueue;
  readonly outlet: ZoneTable;
  private readonly deliveryWork: WorkQueue;
  private readonly webhookKey: MacKey;
  private readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.outlet = new ZoneTable(this, 'Outlet', { stream: false, isGlobal: true });
    this.bus = new EventBus(this, 'Bus', { description: 'What happened, for the province itself' });
    this.webhookKey = new MacKey(this, 'WebhookKey', 'webhook');
    this.factWork = new WorkQueue(this, 'FactWork', {
      visibilitySeconds: 180,
      waiting: {
        runbook: 'events-waiting',
        means: 'What happened is not told: the oldest notice of a fact waits for ten minutes.',
        seconds: waitingSeconds,
      },
    });
    this.deliveryWork = new WorkQueue(this, 'DeliveryWork', {
      visibilitySeconds: 180,
      waiting: {
        runbook: 'events-waiting',
        means: 'Events are not delivered: the oldest notice of an endpoint waits for half an hour.',
        seconds: 3 * waitingSeconds,
      },
    });
    this.addRelay(props);
    this.addRecording(props);
    this.addDelivering();
    this.addKeeping();
    this.addShowing(props);
  }

  /** Follows the tables that publishing has nothing to do with, as far as facts go. */
  private addRelay({ holding, jobs, trailWork }: Props): void {
    const relay = new ServiceFunction(this, 'RelayFacts', {
      handler: 'notifying/relay-facts',
      environment: {
        factQueueUrl: this.factWork.queue.queueUrl,
        trailQueueUrl: trailWork.queue.queueUrl,
      },
    });
    const poison = new DeadLetters(this, 'FactPoison');
    acknowledge(poison, 'AwsSolutions', {
      SQS3: 'Is where the dead letters of streams go, which the rule does not see.',
    });
    holding.grantFollowing(relay, poison, [
      ...['made#', 'delegation#', 'uses#'].map((partition) => ({ partition })),
      { partition: 'authorisation#', sort: 'authorisation' },
    ]);
    const states = ['finished', 'cancelled', 'failed', 'checked', 'paused'];
    jobs.grantFollowing(relay, poison, [
      { partition: 'job#', sort: 'head', states },
      { partition: 'job#', sort: 'approval' },
    ]);
    this.factWork.grantSending(relay);
    trailWork.grantSending(relay);
  }

  /** Makes events from facts, reading single attributes of single items where they were written. */
  private addRecording({ directory, register, seals, holding, jobs }: Props): void {
    const record = new ServiceFunction(this, 'RecordEvents', {
      handler: 'notifying/record-events',
      timeoutSeconds: 60,
      environment: {
        ...this.outletTable,
        directoryTable: directory.tableName,
        registerTable: register.tableName,
        sealsTable: seals.tableName,
        holdingTable: holding.tableName,
        jobsTable: jobs.tableName,
        deliveryQueueUrl: this.deliveryWork.queue.queueUrl,
        eventBus: this.bus.eventBusName,
        provinceUrl: this.province.url,
        shelfUrl: this.province.url,
      },
    });
    const ofEntries = ['version', 'state', 'at', 'seq', 'versionKind', 'statusList'];
    register.grantReadingOnly(record, [...ofEntries, 'face', 'seal'], { except: notLicences });
    register.grantReadingOnly(record, ['state', 'department', 'type', 'draftedAt'], ['draft#*']);
    seals.grantReadingOnly(record, ['content'], ['seal#*']);
    holding.grantReadingOnly(record, ['body'], ['made#*']);
    const ofCounts = ['issued', 'rejected', 'repeated'];
    const ofJobs = ['content', 'summary', 'state', 'changedAt', 'approvedBy', ...ofCounts];
    jobs.grantReadingOnly(record, ofJobs, ['job#*']);
    directory.grantReading(record, ['type#*']);
    this.grantTelling(record);
    this.outlet.grantReading(record, ['due-walk']);
    this.outlet.grantListing(record, dueRows);
    this.outlet.grantPutting(record, [...dueRows, 'due-walk']);
    this.outlet.grantRemoving(record, dueRows);
    record.callEvery(Duration.minutes(10));
    this.factWork.grantWorking(record, { batchSize: 5, maxConcurrency: 10 });
  }

  /** Into the feeds, and on to the endpoints. */
  private grantTelling(to: ServiceFunction): void {
    this.outlet.grantGathering(to, ['fact#*', ...endpoints]);
    this.outlet.grantReading(to, ['feed-head#*']);
    this.outlet.grantChanging(to, ['feed-head#*', 'counts#*']);
    this.outlet.grantPutting(to, ['fact#*', 'feed#*']);
    this.outlet.grantListing(to, listed);
    this.deliveryWork.grantSending(to);
    to.allow(['events:PutEvents'], [this.bus.eventBusArn]);
  }

  /** Posts to endpoints: reads nothing but the outlet. */
  private addDelivering(): void {
    const deliver = new ServiceFunction(this, 'DeliverEvents', {
      handler: 'notifying/deliver-events',
      timeoutSeconds: 120,
      environment: {
        ...this.outletTable,
        provinceUrl: this.province.url,
        webhookKey: this.webhookKey.keyArn,
        deliveryQueueUrl: this.deliveryWork.queue.queueUrl,
      },
    });
    const deliveries = ['turn#*', 'retry#*', 'log#*', 'waiting'];
    this.outlet.grantReading(deliver, [...endpoints, 'turn#*']);
    this.outlet.grantListing(deliver, ['feed#*', 'retry#*', 'waiting']);
    this.outlet.grantChanging(deliver, [...endpoints, 'turn#*']);
    this.outlet.grantPutting(deliver, deliveries.slice(1));
    this.outlet.grantRemoving(deliver, ['retry#*', 'waiting']);
    this.webhookKey.grantDigesting(deliver);
    this.deliveryWork.grantSending(deliver);
    this.deliveryWork.grantWorking(deliver, { batchSize: 1, maxConcurrency: 20 });
    deliver.callEvery(Duration.minutes(1));
  }

  /** A department's clients make endpoints, and are told their secrets. */
  private addKeeping(): void {
    const keep = new ServiceFunction(this, 'KeepWebhooks', {
      handler: 'notifying/keep-webhooks',
      environment: {
        ...this.outletTable,
        provinceUrl: this.province.url,
        webhookKey: this.webhookKey.keyArn,
        deliveryQueueUrl: this.deliveryWork.queue.queueUrl,
      },
    });
    const kept = [...endpoints, ...listed, 'turn#*', 'waiting'];
    this.outlet.grantReading(keep, ['idem#*', 'feed-head#*', ...endpoints]);
    this.outlet.grantPutting(keep, ['idem#*', 'retry#*', ...kept]);
    this.outlet.grantChanging(keep, ['webhook-count#*', 'turn#*']);
    this.outlet.grantRemoving(keep, kept);
    this.webhookKey.grantDigesting(keep);
    this.deliveryWork.grantSending(keep);
  }

  private addShowing({ directory }: Props): void {
    const environment = { ...this.outletTable, provinceUrl: this.province.url };
    const webhooks = new ServiceFunction(this, 'ShowWebhooks', {
      handler: 'notifying/show-webhooks',
      environment,
    });
    this.outlet.grantReading(webhooks, endpoints);
    this.outlet.grantGathering(webhooks, endpoints);
    this.outlet.grantListing(webhooks, [...listed, 'log#*']);
    const events = new ServiceFunction(this, 'ShowEvents', {
      handler: 'notifying/show-events',
      environment: { ...environment, directoryTable: directory.tableName },
    });
    directory.grantListing(events, ['departments']);
    this.outlet.grantListing(events, ['feed#*', 'counts#*']);
  }

  private get outletTable() {
    return { outletTable: this.outlet.tableName };
  }
}
