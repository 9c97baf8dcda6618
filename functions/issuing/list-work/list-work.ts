import type { WorkListAnswer } from '../../../shared/api/work-list.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { toWorkItem, type WorkItem, workStandings } from '../../../shared/domain/work-item.ts';
import type { DraftReader } from '../own-draft.ts';
import {
  findDrafts,
  findJobs,
  findPublications,
  findSeals,
  type ListWorkPorts,
} from './find-work.ts';

export type ListWork = (caller: DraftReader) => Promise<WorkListAnswer>;

const compare = (one: WorkItem, other: WorkItem) =>
  one.since - other.since || (one.id < other.id ? -1 : 1);

function toAnswer({ since, ...item }: WorkItem): WorkListAnswer['items'][number] {
  return { ...item, waitingSince: toRfc3339(since) };
}

/** What waits for a department's people, longest first, with the day on which each is due. Says nothing of holders. */
export function makeListWork(ports: ListWorkPorts): ListWork {
  return async (caller) => {
    const now = ports.clock.now();
    const found = await Promise.all([
      findDrafts(ports, caller),
      findJobs(ports, caller),
      findSeals(ports, caller),
      findPublications(ports, caller),
    ]);
    const items = found
      .flatMap(({ waiting }) => waiting)
      .map((one) => toWorkItem(one, now))
      .toSorted(compare);
    const counts = workStandings.map(
      (standing) => [standing, items.filter((one) => one.standing === standing).length] as const,
    );
    return {
      asOf: toRfc3339(now),
      counts: Object.fromEntries(counts) as WorkListAnswer['counts'],
      items: items.map(toAnswer),
      more: found.some(({ more }) => more),
    };
  };
}
