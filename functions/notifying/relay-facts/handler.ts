import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { TrailNotice } from '../../../shared/ports/trail.ts';
import { findAct } from '../../../shared/relay/find-act.ts';
import { findFact } from '../../../shared/relay/find-fact.ts';

/** Where facts are told, and acts kept. */
export interface RelayFactsPorts {
  readonly facts: Queue<FactNotice>;
  readonly trail: Queue<TrailNotice>;
  readonly log: Log;
}

/**
 * Reads streams in order and puts the facts of a batch on the queue in one notice, and its acts into the
 * trail in another: all of the batch again when that fails.
 */
export function makeRelayFactsHandler({ facts: told, trail, log }: RelayFactsPorts) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const facts = Records.flatMap((record) => findFact(record) ?? []);
    const acts = Records.flatMap((record) => findAct(record) ?? []);
    try {
      if (facts.length > 0) await told.send({ facts });
      if (acts.length > 0) await trail.send({ facts: acts });
      return { batchItemFailures: [] };
    } catch (error) {
      log.alert('facts.not-relayed', { error: error instanceof Error ? error.name : 'unknown' });
      const itemIdentifier = Records[0]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: [{ itemIdentifier }] };
    }
  };
}
