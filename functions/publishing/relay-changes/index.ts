import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { whenWritingTo } from '../../../shared/wiring/writing.ts';
import { makeRelayHandler } from './handler.ts';
import { makeRelayChange } from './relay-changes.ts';

const config = readVariables(process.env, [
  'statusQueueUrl',
  'trustQueueUrl',
  'factQueueUrl',
  'trailQueueUrl',
]);
const client = makeSqsClient();
const inTurn = <Notice>(queueUrl: string) =>
  whenWritingTo(process.env, makeSqsQueue<Notice>({ client, queueUrl }));

/** Each Region keeps a trail of its own; the one that writes publishes and tells. */
export const handler = makeRelayHandler(
  makeRelayChange({
    statusQueue: inTurn(config.statusQueueUrl),
    trustQueue: inTurn(config.trustQueueUrl),
    factQueue: inTurn(config.factQueueUrl),
    trailQueue: makeSqsQueue({ client, queueUrl: config.trailQueueUrl }),
  }),
  jsonLog,
);
