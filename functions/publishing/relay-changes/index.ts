import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { whenWriting } from '../../../shared/wiring/writing.ts';
import { makeRelayHandler } from './handler.ts';
import { makeRelayChange } from './relay-changes.ts';

const config = readVariables(process.env, [
  'statusQueueUrl',
  'trustQueueUrl',
  'factQueueUrl',
  'trailQueueUrl',
]);
const client = makeSqsClient();

export const handler = whenWriting(
  process.env,
  makeRelayHandler(
    makeRelayChange({
      statusQueue: makeSqsQueue({ client, queueUrl: config.statusQueueUrl }),
      trustQueue: makeSqsQueue({ client, queueUrl: config.trustQueueUrl }),
      factQueue: makeSqsQueue({ client, queueUrl: config.factQueueUrl }),
      trailQueue: makeSqsQueue({ client, queueUrl: config.trailQueueUrl }),
    }),
    jsonLog,
  ),
);
