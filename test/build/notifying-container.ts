import { randomUUID } from 'node:crypto';
import { makeAttemptDelivery } from '../../functions/notifying/deliver-events/attempt-delivery.ts';
import { makeDeliverEvents } from '../../functions/notifying/deliver-events/deliver-events.ts';
import { makeDeliverEventsHandler } from '../../functions/notifying/deliver-events/handler.ts';
import { makeKeepWebhooks } from '../../functions/notifying/keep-webhooks/keep-webhooks.ts';
import { makeFindEvent } from '../../functions/notifying/record-events/find-event.ts';
import { makeRecordEventsHandler } from '../../functions/notifying/record-events/handler.ts';
import { makeRecordEvents } from '../../functions/notifying/record-events/record-events.ts';
import { makePlanReminders, makeRemind } from '../../functions/notifying/record-events/remind.ts';
import { makeWalkDays } from '../../functions/notifying/record-events/walk-days.ts';
import {
  makePlanWarnings,
  makeWarnOfWork,
} from '../../functions/notifying/record-events/warn-of-work.ts';
import { makeShowEvents } from '../../functions/notifying/show-events/show-events.ts';
import { makeShowWebhooks } from '../../functions/notifying/show-webhooks/show-webhooks.ts';
import { makeTellEvents } from '../../functions/notifying/tell-events.ts';
import { makeWebhookSecrets } from '../../functions/notifying/webhook-secrets.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeDynamoActCounts } from '../../shared/adapters/aws/dynamo-act-counts.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDeliveries } from '../../shared/adapters/aws/dynamo-deliveries.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDueWorks } from '../../shared/adapters/aws/dynamo-due-works.ts';
import { makeDynamoEventFeed } from '../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeDynamoFacts } from '../../shared/adapters/aws/dynamo-facts.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoReminders } from '../../shared/adapters/aws/dynamo-reminders.ts';
import { makeDynamoWebhookWriter } from '../../shared/adapters/aws/dynamo-webhook-writer.ts';
import { makeDynamoWebhooks } from '../../shared/adapters/aws/dynamo-webhooks.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { findAddressFault } from '../../shared/adapters/system/guarded-request.ts';
import { makeHttpWebhookSender } from '../../shared/adapters/system/http-webhook-sender.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { toWebhookSecret } from '../../shared/adapters/system/webhook-signature.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { DeliveryNotice } from '../../shared/ports/event-feed.ts';
import type { makeTestClock } from './callers.ts';
import type { NetworkPlan } from './faulty-client.ts';

export const provinceUrl = 'https://liaoning.example';
/** Hears nothing. */
export const silent = { note: () => undefined, alert: () => undefined };

type Endpoints = Readonly<Record<'dynamodb' | 'kms' | 'objectsAndQueues', string>>;

export interface ZoneParts {
  readonly endpoints: Endpoints;
  readonly clock: ReturnType<typeof makeTestClock>;
  readonly deliveryQueueUrl: string;
  readonly webhookKey: string;
  readonly timeoutMilliseconds: number;
  /** When each public file was made that anybody can have. */
  readonly publishedAt: Map<string, number>;
}

/** The zone's functions as one container has them; nothing is kept between two. */
export function makeNotifyingContainer(zone: ZoneParts, plan: NetworkPlan) {
  const { endpoints, clock } = zone;
  const client = plan.into(makeDynamoClient(localClientConfig(endpoints.dynamodb)));
  const table = makeHoldingTable({ client, table: 'outlet' });
  const sqs = plan.into(makeSqsClient(localClientConfig(endpoints.objectsAndQueues)));
  const kms = plan.into(makeKmsClient(localClientConfig(endpoints.kms)));
  const queue = makeSqsQueue<DeliveryNotice>({ client: sqs, queueUrl: zone.deliveryQueueUrl });
  const feed = makeDynamoEventFeed(table);
  const webhooks = makeDynamoWebhooks(table);
  const deliveries = makeDynamoDeliveries(table);
  const tables = { register: 'register', seals: 'seals', holding: 'holding', jobs: 'jobs' };
  const secrets = makeWebhookSecrets({
    digests: makeKmsKeyedDigests({ client: kms, keyId: zone.webhookKey }),
    toSecret: toWebhookSecret,
  });
  const { timeoutMilliseconds } = zone;
  const writer = makeDynamoWebhookWriter(table);
  const facts = makeDynamoFacts({ client, tables });
  const tell = makeTellEvents({ feed, webhooks, deliveries: queue });
  const reminding = {
    ...{ clock, facts, tell, reminders: makeDynamoReminders(table) },
    directory: makeDynamoDirectory({ client, table: 'directory' }),
  };
  const works = makeDynamoDueWorks(table);
  const isMadeAfter = async (path: string, moment: Moment) =>
    (zone.publishedAt.get(path) ?? 0) > moment;
  const warning = { clock, facts, tell, works, publications: { isMadeAfter } };
  return {
    ...{ table, feed, webhooks, deliveries, secrets, writer, works },
    counts: makeDynamoActCounts(table),
    keep: makeKeepWebhooks({
      ...{ clock, webhooks, writer, feed, secrets, queue },
      random: systemRandom,
      records: table.records,
      findAddressFault: (address) => findAddressFault(address, 'loopback'),
    }),
    show: makeShowWebhooks({ webhooks, deliveries }),
    showEvents: makeShowEvents({ provinceUrl, feed }),
    record: makeRecordEventsHandler({
      record: makeRecordEvents({
        ...{ findEvent: makeFindEvent(facts), tell, log: silent },
        planReminders: makePlanReminders(reminding),
        planWarnings: makePlanWarnings(warning),
      }),
      walk: makeWalkDays({
        ...{ clock, reminders: reminding.reminders },
        tellOf: [makeRemind(reminding), makeWarnOfWork(warning)],
      }),
      log: silent,
    }),
    deliver: makeDeliverEventsHandler({
      ...{ clock, deliveries, queue, log: silent },
      deliver: makeDeliverEvents({
        ...{ clock, feed, webhooks, deliveries, queue, log: silent, token: randomUUID },
        attempt: makeAttemptDelivery({
          ...{ provinceUrl, clock, secrets },
          sender: makeHttpWebhookSender({ network: 'loopback', timeoutMilliseconds }),
        }),
      }),
    }),
  };
}
export type NotifyingContainer = ReturnType<typeof makeNotifyingContainer>;
