import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../../ports/queue.ts';

/** Where a queue lives. */
export interface SqsQueueOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** A queue on SQS; a notice is its JSON. */
export function makeSqsQueue<Notice>({ client, queueUrl }: SqsQueueOptions): Queue<Notice> {
  return {
    async send(notice, delaySeconds) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(notice),
        ...(delaySeconds === undefined ? {} : { DelaySeconds: Math.min(delaySeconds, 900) }),
      };
      await client.send(new SendMessageCommand(message));
    },
  };
}
