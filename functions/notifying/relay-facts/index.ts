import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { TrailNotice } from '../../../shared/ports/trail.ts';
import { whenWritingTo } from '../../../shared/wiring/writing.ts';
import { makeRelayFactsHandler } from './handler.ts';

const { factQueueUrl, trailQueueUrl } = readVariables(process.env, [
  'factQueueUrl',
  'trailQueueUrl',
]);
const client = makeSqsClient();
const facts = makeSqsQueue<FactNotice>({ client, queueUrl: factQueueUrl });
const trail = makeSqsQueue<TrailNotice>({ client, queueUrl: trailQueueUrl });

/** Of tables that publishing has nothing to do with. Each Region keeps a trail of its own; the one that writes tells. */
export const handler = makeRelayFactsHandler({
  ...{ trail, log: jsonLog },
  facts: whenWritingTo(process.env, facts),
});
