import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { TrailFact } from '../../../shared/domain/trail.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { TrailNotice } from '../../../shared/ports/trail.ts';
import type { AppendTrail } from './append-trail.ts';

const isFact = (one: Partial<TrailFact> | null): one is TrailFact =>
  [one?.of, one?.id, one?.entry, one?.digest].every((part) => typeof part === 'string');

/** @throws Error when it is no notice of facts */
function readFacts(body: string): readonly TrailFact[] {
  const { facts } = JSON.parse(body) as Partial<TrailNotice>;
  if (!Array.isArray(facts) || !facts.every(isFact)) throw new Error('not a notice of facts');
  return facts;
}

/** Takes notices one by one: one that fails comes again and keeps no other back. */
export function makeAppendTrailHandler(append: AppendTrail, log: Log) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const { messageId, body } of Records) {
      try {
        await append(readFacts(body));
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        log.alert('trail.not-appended', { messageId, error: name });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
