import type { DynamoDBRecord } from 'aws-lambda';
import {
  makeStreamsClient,
  readStreamPlace,
} from '../../shared/adapters/aws/dynamo-stream-records.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { makeSqsSetAside } from '../../shared/adapters/aws/sqs-set-aside.ts';
import type { RedrivePorts } from './redrive-records.ts';

/** Addresses of queues, in the AWS account of the AWS_* environment. */
export interface RedriveOptions {
  readonly from: string;
  readonly facts: string;
  readonly trail: string;
}

/** The operator's own rights: to receive and delete from one queue, to send to two, to read a stream. */
export function openRedrive({ from, facts, trail }: RedriveOptions): RedrivePorts {
  const client = makeSqsClient();
  const streams = makeStreamsClient();
  return {
    setAside: makeSqsSetAside({ client, queueUrl: from }),
    read: async (place) => (await readStreamPlace(streams, place)) as readonly DynamoDBRecord[],
    facts: makeSqsQueue({ client, queueUrl: facts }),
    trail: makeSqsQueue({ client, queueUrl: trail }),
  };
}
