import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeDynamoFacts } from '../../../shared/adapters/aws/dynamo-facts.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoWebhooks } from '../../../shared/adapters/aws/dynamo-webhooks.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import type { DeliveryNotice } from '../../../shared/ports/event-feed.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeTellEvents } from '../tell-events.ts';
import { makeFindEvent } from './find-event.ts';
import { makeRecordEventsHandler } from './handler.ts';
import { makeRecordEvents } from './record-events.ts';

const config = readVariables(process.env, [
  'outletTable',
  'registerTable',
  'sealsTable',
  'holdingTable',
  'jobsTable',
  'deliveryQueueUrl',
]);
// out of turn it is refused, and the notice comes again: what is let go here would never be told
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: config.outletTable });
const facts = makeDynamoFacts({
  client,
  tables: {
    register: config.registerTable,
    seals: config.sealsTable,
    holding: config.holdingTable,
    jobs: config.jobsTable,
  },
});
const deliveries = makeSqsQueue<DeliveryNotice>({
  client: makeSqsClient(),
  queueUrl: config.deliveryQueueUrl,
});

export const handler = makeRecordEventsHandler(
  makeRecordEvents({
    findEvent: makeFindEvent(facts),
    tell: makeTellEvents({
      feed: makeDynamoEventFeed(table),
      webhooks: makeDynamoWebhooks(table),
      deliveries,
    }),
    log: jsonLog,
  }),
  jsonLog,
);
