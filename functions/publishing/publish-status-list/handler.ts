import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StatusListId } from '../../../shared/domain/ids.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { StatusNotice } from '../../../shared/ports/queue.ts';
import type { StatusEntries } from '../../../shared/ports/status-entries.ts';
import { type ClockEvent, collectNotices } from '../collect-notices.ts';
import type { PublishStatusList } from './publish-status-list.ts';

/** What the handler needs beside the use case. */
export interface StatusListHandlerPorts {
  readonly publish: PublishStatusList;
  readonly statusEntries: Pick<StatusEntries, 'listStatusLists'>;
  readonly log: Log;
}

const readListId = (notice: Partial<StatusNotice>): string | undefined =>
  /^[a-z0-9-]{1,64}$/.test(notice.statusList ?? '') ? notice.statusList : undefined;

/** Publishes the lists that a batch of notices names, each once; or, on the clock, every list. */
export function makeStatusListHandler({ publish, statusEntries, log }: StatusListHandlerPorts) {
  const attempt = async (statusList: string): Promise<boolean> => {
    try {
      await publish(statusList as StatusListId);
      log.note('status-list.published', { statusList });
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('status-list.not-published', { statusList, error: name });
      return false;
    }
  };
  const publishAll = async (): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const list of await statusEntries.listStatusLists()) {
      if (!(await attempt(list))) failed.push(list);
    }
    if (failed.length > 0) throw new Error(`not published on the clock: ${failed.join(', ')}`);
    return { batchItemFailures: [] };
  };
  return async (event: SQSEvent | ClockEvent): Promise<SQSBatchResponse> => {
    if (!('Records' in event)) return publishAll();
    const { messagesOf, unreadable } = collectNotices(event, readListId);
    const failed = [...unreadable];
    for (const [list, messages] of messagesOf) {
      if (!(await attempt(list))) failed.push(...messages);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
