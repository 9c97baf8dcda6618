import { randomUUID } from 'node:crypto';
import { makeDynamoDeliveries } from '../../../shared/adapters/aws/dynamo-deliveries.ts';
import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoWebhooks } from '../../../shared/adapters/aws/dynamo-webhooks.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { makeHttpWebhookSender } from '../../../shared/adapters/system/http-webhook-sender.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { toWebhookSecret } from '../../../shared/adapters/system/webhook-signature.ts';
import {
  readClockOffset,
  readForeignNetwork,
  readVariables,
} from '../../../shared/config/variables.ts';
import type { DeliveryNotice } from '../../../shared/ports/event-feed.ts';
import { makeWritersClient, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeWebhookSecrets } from '../webhook-secrets.ts';
import { makeAttemptDelivery } from './attempt-delivery.ts';
import { makeDeliverEvents } from './deliver-events.ts';
import { makeDeliverEventsHandler } from './handler.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'outletTable',
  'webhookKey',
  'deliveryQueueUrl',
]);
const { provinceUrl } = config;
const clock = makeSystemClock(readClockOffset(process.env));
const log = makeMeasuredLog(provinceUrl);
const table = makeHoldingTable({
  client: makeWritersClient(process.env),
  table: config.outletTable,
});
const deliveries = makeDynamoDeliveries(table);
const queue = makeSqsQueue<DeliveryNotice>({
  client: makeSqsClient(),
  queueUrl: config.deliveryQueueUrl,
});
const digests = makeKmsKeyedDigests({ client: makeKmsClient(), keyId: config.webhookKey });

export const handler = whenWriting(
  process.env,
  makeDeliverEventsHandler({
    ...{ clock, deliveries, queue, log },
    deliver: makeDeliverEvents({
      ...{ clock, deliveries, queue, log },
      feed: makeDynamoEventFeed(table),
      webhooks: makeDynamoWebhooks(table),
      attempt: makeAttemptDelivery({
        ...{ provinceUrl, clock },
        sender: makeHttpWebhookSender({ network: readForeignNetwork(process.env) }),
        secrets: makeWebhookSecrets({ digests, toSecret: toWebhookSecret }),
      }),
      token: randomUUID,
    }),
  }),
);
