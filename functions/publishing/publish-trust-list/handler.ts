import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { TrustNotice } from '../../../shared/ports/queue.ts';
import { type ClockEvent, collectNotices } from '../collect-notices.ts';
import type { PublishTrustList } from './publish-trust-list.ts';

const readDepartment = ({ department = '' }: Partial<TrustNotice>): string | undefined =>
  /^(?:\*|none|[0-9A-Z]{18})$/.test(department) ? department : undefined;

/** Publishes the departments that a batch of notices names and one trust list; on the clock, all of them. */
export function makeTrustListHandler(publish: PublishTrustList, log: Log) {
  const attempt = async (names: readonly string[]): Promise<boolean> => {
    try {
      const codes = names.filter((name) => name !== 'none');
      await publish(names.includes('*') ? 'all' : (codes as DepartmentCode[]));
      log.note('trust-list.published', { departments: names.length });
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('trust-list.not-published', { error: name });
      return false;
    }
  };
  return async (event: SQSEvent | ClockEvent): Promise<SQSBatchResponse> => {
    if (!('Records' in event)) {
      if (!(await attempt(['*']))) throw new Error('not published on the clock');
      return { batchItemFailures: [] };
    }
    const { messagesOf, unreadable } = collectNotices(event, readDepartment);
    const isDone = messagesOf.size === 0 || (await attempt([...messagesOf.keys()]));
    const failed = isDone ? unreadable : [...unreadable, ...[...messagesOf.values()].flat()];
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
