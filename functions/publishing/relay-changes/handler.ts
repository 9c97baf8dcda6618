import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../../shared/ports/log.ts';
import { type AddressedNotice, noticeOf, type RelayChange } from './relay-changes.ts';

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

function collectPending(records: readonly DynamoDBRecord[]): readonly PendingNotice[] {
  const pending = new Map<string, PendingNotice>();
  for (const { dynamodb } of records) {
    const keys = dynamodb?.Keys;
    const change = { pk: keys?.['pk']?.S ?? '', sk: keys?.['sk']?.S ?? '' };
    const notice = noticeOf(change, dynamodb?.NewImage?.['department']?.S);
    if (!notice) continue;
    const key = JSON.stringify(notice);
    if (!pending.has(key)) pending.set(key, { notice, sequence: dynamodb?.SequenceNumber ?? '' });
  }
  return [...pending.values()];
}
