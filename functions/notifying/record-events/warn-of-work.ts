import { addDays, civilDateOf, startOfDay } from '../../../shared/domain/civil-date.ts';
import type { ServiceEvent } from '../../../shared/domain/event.ts';
import type { CivilDate, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { type OwnWork, toWorkItem, type WorkItem } from '../../../shared/domain/work-item.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DueWork, DueWorks } from '../../../shared/ports/due-works.ts';
import type { Facts } from '../../../shared/ports/facts.ts';
import type { Publications } from '../../../shared/ports/publications.ts';
import type { TellEvents } from '../tell-events.ts';
import { toEvent } from '../to-event.ts';

/** What warning of work that waits needs. */
export interface WarnOfWorkPorts {
  readonly clock: Clock;
  readonly facts: Pick<Facts, 'findDraft' | 'findJob' | 'findSeal'>;
  readonly publications: Publications;
  readonly works: DueWorks;
  readonly tell: TellEvents;
}

/** One a thing and day since which it waits: what puts it anew that day is the same work. */
const nameOf = ({ kind, department, id, since }: OwnWork) =>
  ['work', kind, department, id, civilDateOf(since)] as const;

function toLatest(works: readonly OwnWork[]): readonly OwnWork[] {
  const latest = new Map<string, OwnWork>();
  for (const work of works) {
    const name = nameOf(work).join('\n');
    if ((latest.get(name)?.since ?? -1) < work.since) latest.set(name, work);
  }
  return [...latest.values()];
}

/** Notes for what begins to wait on which day it is to be warned of, today where that is over. */
export function makePlanWarnings({ clock, works }: Pick<WarnOfWorkPorts, 'clock' | 'works'>) {
  return async (waiting: readonly OwnWork[]): Promise<void> => {
    const now = clock.now();
    const today = civilDateOf(now);
    for (const work of toLatest(waiting)) {
      const { warnFrom } = toWorkItem(work, now);
      const isOver = warnFrom < today;
      await works.put({ day: isOver ? today : warnFrom, work, isWarned: false });
    }
  };
}
export type PlanWarnings = ReturnType<typeof makePlanWarnings>;

function toWarning(work: OwnWork, { warnFrom, dueOn, provisional }: WorkItem): ServiceEvent {
  const { kind, id, licenceType, department, since } = work;
  return toEvent(nameOf(work), {
    type: 'work.due-soon',
    ...{ at: startOfDay(warnFrom), subject: id, department },
    data: {
      ...{ kind, workId: id, department, waitingSince: toRfc3339(since), warnFrom, dueOn },
      ...(licenceType === undefined ? {} : { licenceType }),
      ...(provisional ? { provisional } : {}),
    },
  });
}

/** Does it still wait, as it did? */
async function isWaiting(
  { facts, publications }: WarnOfWorkPorts,
  { kind, id, since }: OwnWork,
): Promise<boolean> {
  switch (kind) {
    case 'approval':
      return (await facts.findDraft(id))?.state === 'awaiting-approval';
    case 'job':
    case 'job-approval': {
      const job = await facts.findJob(id);
      const isHeld = job?.state === 'checked' || job?.state === 'paused';
      return isHeld && job.changedAt === since;
    }
    case 'seal':
      return (await facts.findSeal(id))?.entries.at(-1)?.at === since;
    case 'publication':
      return !(await publications.isMadeAfter(id, since));
  }
}

/** What becomes of one: told when it is due, looked at again on another day, or nothing where it is done. */
interface Looked {
  readonly tell?: ServiceEvent;
  readonly again?: DueWork;
}

async function look(ports: WarnOfWorkPorts, due: DueWork, now: Moment): Promise<Looked> {
  const { work, isWarned } = due;
  if (!(await isWaiting(ports, work))) return {};
  const item = toWorkItem(work, now);
  const today = civilDateOf(now);
  // a calendar that was announced meanwhile may have moved the day
  if (item.warnFrom > today) return { again: { ...due, day: item.warnFrom } };
  const again =
    work.kind === 'publication'
      ? { again: { ...due, day: addDays(today, 1), isWarned: true } }
      : {};
  return isWarned ? again : { tell: toWarning(work, item), ...again };
}

/** Looks at some of a day's; how many were told of, undefined when there are no more. */
async function warnOfSome(ports: WarnOfWorkPorts, day: CivilDate): Promise<number | undefined> {
  const { clock, works, tell } = ports;
  const due = await works.listDue(day);
  if (due.length === 0) return undefined;
  const now = clock.now();
  const looked = await Promise.all(due.map((one) => look(ports, one, now)));
  const warnings = looked.flatMap((one) => one.tell ?? []);
  await tell(warnings);
  await Promise.all(looked.map(({ again }) => again && works.put(again)));
  // only now: whatever breaks off before tells the same events again
  await Promise.all(due.map((one) => works.clear(one)));
  return warnings.length;
}

/**
 * Warns, on a day, of what still waits three working days before it is to be done; how much was told.
 * The event's id names the work and the day since which it waits: once, whoever walks again. What is
 * not published stays noted, from day to day, until it is.
 */
export function makeWarnOfWork(ports: WarnOfWorkPorts) {
  return async (day: CivilDate): Promise<number> => {
    let told = 0;
    for (;;) {
      const some = await warnOfSome(ports, day);
      if (some === undefined) return told;
      told += some;
    }
  };
}
