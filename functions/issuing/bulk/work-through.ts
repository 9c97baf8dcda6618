import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Log } from '../../../shared/ports/log.ts';

/** What is done with each message of a queue, and how a failure is told. */
export interface MessageWork {
  readonly work: (body: string) => Promise<unknown>;
  readonly log: Log;
  /** Name of the event that tells of a message that failed. */
  readonly failed: string;
}

/** Works through the messages of a batch, one after the other; those that failed come again, the others do not. */
export async function workThrough(
  { Records }: SQSEvent,
  { work, log, failed: event }: MessageWork,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const { messageId, body } of Records) {
    try {
      await work(body);
    } catch (error) {
      log.alert(event, { error: error instanceof Error ? error.name : 'unknown' });
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
