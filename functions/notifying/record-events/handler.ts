import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FactRef } from '../../../shared/domain/fact.ts';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RecordEvents } from './record-events.ts';

const kinds: readonly unknown[] = ['licence', 'seal', 'retrieval', 'job'] satisfies FactRef['of'][];

const isFact = (one: Partial<FactRef> | null): one is FactRef =>
  kinds.includes(one?.of) && typeof one?.id === 'string' && typeof one.entry === 'string';

/** @throws Error when it is no notice of facts */
function readFacts(body: string): readonly FactRef[] {
  const { facts } = JSON.parse(body) as Partial<FactNotice>;
  if (!Array.isArray(facts) || !facts.every(isFact)) throw new Error('not a notice of facts');
  return facts;
}

/** Takes notices of facts one by one: one that fails comes again and keeps no other back. */
export function makeRecordEventsHandler(record: RecordEvents, log: Log) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const { messageId, body } of Records) {
      try {
        await record(readFacts(body));
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        log.alert('events.not-told', { messageId, error: name });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
