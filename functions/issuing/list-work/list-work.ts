import type { WorkListAnswer } from '../../../shared/api/work-list.ts';
import type { SealId } from '../../../shared/domain/ids.ts';
import { draftLifeMilliseconds, draftStateAt } from '../../../shared/domain/licence-draft.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { SealHead } from '../../../shared/domain/seal.ts';
import {
  toWorkItem,
  type WaitingWork,
  type WorkItem,
  workStandings,
} from '../../../shared/domain/work-item.ts';
import type { BulkJobs } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DraftPosition, LicenceDrafts } from '../../../shared/ports/licence-drafts.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { type DraftReader, maySeeDraft } from '../own-draft.ts';

/** What listing work needs from outside. */
export interface ListWorkPorts {
  readonly clock: Clock;
  readonly drafts: Pick<LicenceDrafts, 'listByDepartment'>;
  readonly jobs: Pick<BulkJobs, 'list'>;
  readonly seals: Pick<Seals, 'listHeads'>;
}

export type ListWork = (caller: DraftReader) => Promise<WorkListAnswer>;

/** Each list is looked through so many at once, and in so many rounds at most; a job is a reading of its own. */
const pageSize = 100;
const mostPages = 10;
const mostJobPages = 3;

interface Found {
  readonly waiting: readonly WaitingWork[];
  /** There are more than were looked through. */
  readonly more: boolean;
}

/** One page of a list: what of it waits, and where the next begins. */
interface Page<Position> {
  readonly waiting: readonly WaitingWork[];
  readonly next?: Position | undefined;
}

/** Looks a list through, page by page, up to a bound. */
async function lookThrough<Position>(
  most: number,
  read: (after: Position | undefined) => Promise<Page<Position>>,
): Promise<Found> {
  const waiting: WaitingWork[] = [];
  let after: Position | undefined;
  for (let pages = 1; pages <= most; pages += 1) {
    const page = await read(after);
    waiting.push(...page.waiting);
    if (page.next === undefined) return { waiting, more: false };
    after = page.next;
  }
  return { waiting, more: true };
}

const behind = <Position>(after: Position | undefined) => (after === undefined ? {} : { after });

/** Newest first; whatever is older than a draft's life has expired. */
function findDrafts({ clock, drafts }: ListWorkPorts, caller: DraftReader): Promise<Found> {
  const { department, licenceRights } = caller;
  const now = clock.now();
  return lookThrough<DraftPosition>(mostPages, async (after) => {
    const page = await drafts.listByDepartment({ department, limit: pageSize, ...behind(after) });
    const own = page.drafts.filter(
      (one) => draftStateAt(one, now) === 'awaiting-approval' && maySeeDraft(licenceRights, one),
    );
    const isOver = page.end !== undefined && page.end.draftedAt < now - draftLifeMilliseconds;
    return {
      waiting: own.map(({ id, type, draftedAt }) => ({
        ...{ kind: 'approval', id, licenceType: type, since: draftedAt },
      })),
      next: isOver ? undefined : page.end,
    };
  });
}

const waitingJobs: ReadonlySet<string> = new Set(['checked', 'paused']);

function findJobs({ jobs }: ListWorkPorts, { department }: DraftReader): Promise<Found> {
  return lookThrough<string>(mostJobPages, async (after) => {
    const page = await jobs.list(department, { limit: pageSize, ...behind(after) });
    const own = page.jobs.filter(
      // a file that is only checked never starts
      ({ state, start }) => waitingJobs.has(state) && start !== 'never',
    );
    return {
      waiting: own.map(({ id, type, changedAt }) => ({
        ...{ kind: 'job', id, licenceType: type, since: changedAt },
      })),
      next: page.next,
    };
  });
}

const waitingSeals: ReadonlySet<SealHead['state']> = new Set(['applied', 'made']);

function findSeals({ seals }: ListWorkPorts, { department }: DraftReader): Promise<Found> {
  return lookThrough<SealId>(mostPages, async (after) => {
    const page = await seals.listHeads({ department, limit: pageSize, ...behind(after) });
    const own = page.seals.filter(({ state }) => waitingSeals.has(state));
    return {
      waiting: own.flatMap(({ id, entries }): readonly WaitingWork[] => {
        const last = entries.at(-1);
        return last === undefined ? [] : [{ kind: 'seal', id, since: last.at }];
      }),
      next: page.end,
    };
  });
}

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
