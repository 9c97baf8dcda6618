import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { whenWriting } from '../../../shared/wiring/writing.ts';
import { makeRelayFactsHandler } from './handler.ts';

const { factQueueUrl } = readVariables(process.env, ['factQueueUrl']);
const queue = makeSqsQueue({ client: makeSqsClient(), queueUrl: factQueueUrl });

/** Of tables that publishing has nothing to do with. */
export const handler = whenWriting(process.env, makeRelayFactsHandler(queue, jsonLog));
