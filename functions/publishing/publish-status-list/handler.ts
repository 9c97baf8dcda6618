import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StatusListId } from '../../../shared/domain/ids.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue, StatusNotice } from '../../../shared/ports/queue.ts';
import type { StatusEntries } from '../../../shared/ports/status-entries.ts';
import { type ClockEvent, collectNotices } from '../collect-notices.ts';
import type { PublishStatusList } from './publish-status-list.ts';

/** What the handler needs beside the use case. */
export interface StatusListHandlerPorts {
  readonly publish: PublishStatusList;
  readonly statusEntries: Pick<StatusEntries, 'listStatusLists'>;
  /** Where notices of lists come from. */
  readonly queue: Queue<StatusNotice>;
  readonly log: Log;
}

/** So many lists a run on the clock publishes itself: it has a minute, and a large province has hundreds. */
const mostAtOnce = 50;

/** Those with which it did not succeed, one after the other. */
async function failuresOf(
  lists: readonly string[],
  act: (list: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const list of lists) if (!(await act(list))) failed.push(list);
  return failed;
}

const readListId = (notice: Partial<StatusNotice>): string | undefined =>
  /^[a-z0-9-]{1,64}$/.test(notice.statusList ?? '') ? notice.statusList : undefined;

/**
 * Publishes the lists that a batch of notices names, each once; or, on the clock, every list: those
 * beyond the first fifty by a notice each, so that many containers share them and each may fail alone.
 */
export function makeStatusListHandler(ports: StatusListHandlerPorts) {
  const { publish, statusEntries, queue, log } = ports;
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
  const shareOut = async (statusList: string): Promise<boolean> => {
    try {
      await queue.send({ statusList });
      return true;
    } catch {
      log.alert('status-list.not-published', { statusList, error: 'not-queued' });
      return false;
    }
  };
  const publishAll = async (): Promise<SQSBatchResponse> => {
    const lists = await statusEntries.listStatusLists();
    const failed = [
      ...(await failuresOf(lists.slice(mostAtOnce), shareOut)),
      ...(await failuresOf(lists.slice(0, mostAtOnce), attempt)),
    ];
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
