import { workKindOf } from '../../../shared/domain/bulk-job.ts';
import { addDays, civilDateOf } from '../../../shared/domain/civil-date.ts';
import type { SealId } from '../../../shared/domain/ids.ts';
import { draftLifeMilliseconds, draftStateAt } from '../../../shared/domain/licence-draft.ts';
import type { SealHead } from '../../../shared/domain/seal.ts';
import type { WaitingWork } from '../../../shared/domain/work-item.ts';
import type { BulkJobs } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DueWorks } from '../../../shared/ports/due-works.ts';
import type { DraftPosition, LicenceDrafts } from '../../../shared/ports/licence-drafts.ts';
import type { Publications } from '../../../shared/ports/publications.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { maySeeJob } from '../bulk/bulk-answer.ts';
import { type DraftReader, maySeeDraft } from '../own-draft.ts';

/** What finding work needs from outside. */
export interface ListWorkPorts {
  readonly clock: Clock;
  readonly drafts: Pick<LicenceDrafts, 'listByDepartment'>;
  readonly jobs: Pick<BulkJobs, 'list'>;
  readonly seals: Pick<Seals, 'listHeads'>;
  readonly works: Pick<DueWorks, 'listOf'>;
  readonly publications: Publications;
}

/** Each list is looked through so many at once, and in so many rounds at most; a job is a reading of its own. */
const pageSize = 100;
const mostPages = 10;
const mostJobPages = 3;

export interface Found {
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
export function findDrafts({ clock, drafts }: ListWorkPorts, caller: DraftReader): Promise<Found> {
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

export function findJobs({ jobs }: ListWorkPorts, caller: DraftReader): Promise<Found> {
  return lookThrough<string>(mostJobPages, async (after) => {
    const page = await jobs.list(caller.department, { limit: pageSize, ...behind(after) });
    const own = page.jobs.filter(
      // a file that is only checked never starts
      (job) => waitingJobs.has(job.state) && job.start !== 'never' && maySeeJob(caller, job),
    );
    return {
      waiting: own.map((job) => ({
        kind: workKindOf(job),
        ...{ id: job.id, licenceType: job.type, since: job.changedAt },
      })),
      next: page.next,
    };
  });
}

const waitingSeals: ReadonlySet<SealHead['state']> = new Set(['applied', 'made']);

export function findSeals({ seals }: ListWorkPorts, { department }: DraftReader): Promise<Found> {
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

/** A change is public within a minute as a rule, and by the next strokes of the publisher's clock at the latest. */
const publishedWithinMilliseconds = 15 * 60_000;
/** Changes are noted by the day on which they are warned of: four working days on, over the longest holiday. */
const daysLookedAt = 20;

/** Files that do not show the department's changes yet, each since the oldest of them. */
export async function findPublications(
  { clock, works, publications }: ListWorkPorts,
  { department }: DraftReader,
): Promise<Found> {
  const now = clock.now();
  const days = Array.from({ length: daysLookedAt + 2 }, (_, at) =>
    addDays(civilDateOf(now), at - 1),
  );
  const kind = 'publication';
  const noted = await Promise.all(
    days.map((day) => works.listOf({ kind, department, day, limit: pageSize })),
  );
  const late = noted.flat().filter(({ work }) => work.since < now - publishedWithinMilliseconds);
  const isPublic = await Promise.all(
    late.map(({ work }) => publications.isMadeAfter(work.id, work.since)),
  );
  const oldest = new Map<string, WaitingWork>();
  for (const { work } of late.filter((_, at) => !isPublic[at])) {
    const { id, since } = work;
    const known = oldest.get(id);
    if (known === undefined || since < known.since) oldest.set(id, { kind, id, since });
  }
  return { waiting: [...oldest.values()], more: noted.some(({ length }) => length === pageSize) };
}
