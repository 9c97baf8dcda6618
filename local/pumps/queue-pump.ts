import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Pump, startPump } from './pump.ts';

/** The function behind a queue. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** One queue and who reads it. */
export interface QueuePumpOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly handler: QueueHandler;
  readonly onFault: (error: unknown) => void;
}

const batchSize = 10;
const waitSeconds = 10;

/**
 * Hands a queue's messages to a function as Lambda does: in batches; what the function is done with
 * is deleted, what it names as failed comes again after the queue's visibility timeout, until the
 * queue's redrive policy sets it aside.
 */
export function startQueuePump(options: QueuePumpOptions): Pump {
  return startPump({ turn: (signal) => pumpOnce(options, signal), onFault: options.onFault });
}

/** Receives one batch and hands it on. */
async function pumpOnce(options: QueuePumpOptions, abortSignal: AbortSignal): Promise<number> {
  const { client, queueUrl, handler } = options;
  const receive = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
  });
  const { Messages = [] } = await client.send(receive, {
    abortSignal,
    requestTimeout: (waitSeconds + 5) * 1000,
  });
  if (Messages.length === 0) return 0;
  const { batchItemFailures } = await handler({ Records: Messages.map(toRecord) });
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId = '', ReceiptHandle } of Messages) {
    if (failed.has(MessageId)) continue;
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
  return 0;
}

function toRecord(message: Message): SQSEvent['Records'][number] {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: attributes['ApproximateReceiveCount'] ?? '1',
      SentTimestamp: attributes['SentTimestamp'] ?? '',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '',
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  };
}
