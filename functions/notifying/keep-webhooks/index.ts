import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoWebhookWriter } from '../../../shared/adapters/aws/dynamo-webhook-writer.ts';
import { makeDynamoWebhooks } from '../../../shared/adapters/aws/dynamo-webhooks.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { findAddressFault } from '../../../shared/adapters/system/guarded-request.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { toWebhookSecret } from '../../../shared/adapters/system/webhook-signature.ts';
import {
  readClockOffset,
  readForeignNetwork,
  readVariables,
} from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeWebhookSecrets } from '../webhook-secrets.ts';
import { makeKeepWebhooksHandler } from './handler.ts';
import { makeKeepWebhooks } from './keep-webhooks.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'outletTable',
  'webhookKey',
  'deliveryQueueUrl',
]);
const { provinceUrl } = config;
const table = makeHoldingTable({
  client: makeWritersClient(process.env),
  table: config.outletTable,
});
const digests = makeKmsKeyedDigests({ client: makeKmsClient(), keyId: config.webhookKey });
const network = readForeignNetwork(process.env);

const keep = makeKeepWebhooks({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  webhooks: makeDynamoWebhooks(table),
  writer: makeDynamoWebhookWriter(table),
  records: table.records,
  feed: makeDynamoEventFeed(table),
  secrets: makeWebhookSecrets({ digests, toSecret: toWebhookSecret }),
  findAddressFault: (address) => findAddressFault(address, network),
  queue: makeSqsQueue({ client: makeSqsClient(), queueUrl: config.deliveryQueueUrl }),
});

/** `POST /v1/webhooks`, `PUT` and `DELETE /v1/webhooks/{id}`, `POST …/secrets`, `POST …/tests` */
export const handler = makeHttpHandler(makeKeepWebhooksHandler(keep), {
  maxBodyBytes: 16 * 1024,
  provinceUrl,
});
