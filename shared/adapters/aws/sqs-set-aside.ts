import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SetAsideQueue, StreamPlace } from '../../ports/set-aside.ts';
import type { SqsQueueOptions } from './sqs-queue.ts';

const hiddenSeconds = 300;

interface BatchInfo {
  readonly streamArn?: unknown;
  readonly shardId?: unknown;
  readonly startSequenceNumber?: unknown;
  readonly endSequenceNumber?: unknown;
}

/** As Lambda writes it. @see AWS Lambda Developer Guide, "Retain discarded batch information" of DynamoDB streams */
function readPlace(body: string): StreamPlace | undefined {
  try {
    const { DDBStreamBatchInfo: info } = JSON.parse(body) as { DDBStreamBatchInfo?: BatchInfo };
    const { streamArn, shardId, startSequenceNumber: from, endSequenceNumber: to } = info ?? {};
    const parts = [streamArn, shardId, from, to];
    if (!parts.every((one) => typeof one === 'string' && one !== '')) return undefined;
    return { streamArn, shardId, from, to } as StreamPlace;
  } catch {
    return undefined;
  }
}

/** A dead-letter queue of a stream on SQS. */
export function makeSqsSetAside({ client, queueUrl: QueueUrl }: SqsQueueOptions): SetAsideQueue {
  return {
    async receive() {
      const ask = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: hiddenSeconds };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(ask));
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => {
        const place = readPlace(Body);
        const named = place === undefined ? {} : { place };
        return { messageId: MessageId, receipt: ReceiptHandle, ...named };
      });
    },
    async remove({ receipt: ReceiptHandle }) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
  };
}
