import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { FactRef } from '../../../shared/domain/fact.ts';
import type { TrailFact } from '../../../shared/domain/trail.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { findAct } from '../../../shared/relay/find-act.ts';
import { findFact } from '../../../shared/relay/find-fact.ts';
import {
  type AddressedNotice,
  noticeOf,
  type RelayChange,
  toFactNotice,
  toTrailNotice,
} from './relay-changes.ts';

/** A notice that writes of a batch ask for, and the first write that does. */
interface PendingNotice {
  readonly notice: AddressedNotice;
  readonly sequence: string;
}

/**
 * Reads a stream in order. What several writes of a batch ask for is sent once, at the first of them.
 * On a failure the first write that was not relayed is named: the stream comes back from there, so
 * nothing is skipped and some is sent twice.
 */
export function makeRelayHandler(relay: RelayChange, log: Log) {
  const attempt = async ({ notice, sequence }: PendingNotice): Promise<boolean> => {
    try {
      await relay(notice);
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('change.not-relayed', { error: name, sequence });
      return false;
    }
  };
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const pending of collectPending(Records)) {
      if (!(await attempt(pending))) {
        return { batchItemFailures: [{ itemIdentifier: pending.sequence }] };
      }
      log.note('change.relayed', { to: pending.notice.to, sequence: pending.sequence });
    }
    return { batchItemFailures: [] };
  };
}

/** In the order of the writes, each notice at the first write that asks for it. */
function collectPending(records: readonly DynamoDBRecord[]): readonly PendingNotice[] {
  const facts = records.flatMap((record) => findFact(record) ?? []);
  const acts = records.flatMap((record) => findAct(record) ?? []);
  const pending = new Map<string, PendingNotice>();
  for (const record of records) {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    for (const notice of noticesOf(record, { facts, acts })) {
      const key = JSON.stringify(notice);
      if (!pending.has(key)) pending.set(key, { notice, sequence });
    }
  }
  return [...pending.values()];
}

/** What one write asks for. All facts of a batch go in one notice: a stream is read faster than a queue takes messages one by one. */
function noticesOf(
  record: DynamoDBRecord,
  { facts, acts }: { readonly facts: readonly FactRef[]; readonly acts: readonly TrailFact[] },
): readonly AddressedNotice[] {
  const published = findNotice(record);
  return [
    ...(published === undefined ? [] : [published]),
    ...(findFact(record) === undefined ? [] : [toFactNotice(facts)]),
    ...(findAct(record) === undefined ? [] : [toTrailNotice(acts)]),
  ];
}

const keyOf = ({ dynamodb }: DynamoDBRecord) => ({
  pk: dynamodb?.Keys?.['pk']?.S ?? '',
  sk: dynamodb?.Keys?.['sk']?.S ?? '',
});

const findNotice = (record: DynamoDBRecord) =>
  noticeOf(keyOf(record), record.dynamodb?.NewImage?.['department']?.S);
