import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { factOf } from '../../../shared/domain/fact.ts';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';

const findFact = ({ dynamodb }: DynamoDBRecord) =>
  factOf({
    pk: dynamodb?.Keys?.['pk']?.S ?? '',
    sk: dynamodb?.Keys?.['sk']?.S ?? '',
    state: dynamodb?.NewImage?.['state']?.S,
  });

/** Reads streams in order and puts the facts of a batch on the queue, in one notice: all of the batch again when that fails. */
export function makeRelayFactsHandler(queue: Queue<FactNotice>, log: Log) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const facts = Records.flatMap((record) => findFact(record) ?? []);
    if (facts.length === 0) return { batchItemFailures: [] };
    try {
      await queue.send({ facts });
      return { batchItemFailures: [] };
    } catch (error) {
      log.alert('facts.not-relayed', { error: error instanceof Error ? error.name : 'unknown' });
      const itemIdentifier = Records[0]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: [{ itemIdentifier }] };
    }
  };
}
