import { civilDateOf } from './civil-date.ts';
import type { CivilDate, DepartmentCode, LicenceTypeCode, Moment } from './ids.ts';
import { addWorkingDays, isAnnounced } from './working-day.ts';

/**
 * What waits: a draft, or a bulk job, for its second person; a bulk job for the word to start or go on; a
 * seal for its next step; and, for the province's operators, a change for the public file that is to
 * show it.
 */
export const workKinds = ['approval', 'job', 'seal', 'publication', 'job-approval'] as const;
export type WorkKind = (typeof workKinds)[number];

/**
 * Working days within which it is to be done. A licence is handed over within ten days of the decision,
 * which is behind a draft and a job; a seal that licences wait for has as long. What was decided is made
 * public within seven.
 * @see 行政许可法 art. 44, 82; 双公示: 国发〔2016〕33号
 */
const daysToDo: Readonly<Record<WorkKind, number>> = {
  ...{ approval: 10, job: 10, seal: 10, 'job-approval': 10 },
  publication: 7,
};
/** Working days before the last one from which on it is warned of. */
const warningDays = 3;

export const workStandings = ['overdue', 'due-soon', 'in-time'] as const;
export type WorkStanding = (typeof workStandings)[number];

/** Something that waits, since a moment. */
export interface WaitingWork {
  readonly kind: WorkKind;
  readonly id: string;
  readonly licenceType?: LicenceTypeCode;
  readonly since: Moment;
}

/** The same with whose it is. Of a publication, `id` is the file's path and `since` the day's latest change. */
export interface OwnWork extends WaitingWork {
  readonly department: DepartmentCode;
}

/** The same with its days, of Asia/Shanghai. */
export interface WorkItem extends WaitingWork {
  /** From this day on it is warned of. */
  readonly warnFrom: CivilDate;
  /** The last day on which it is in time. */
  readonly dueOn: CivilDate;
  readonly standing: WorkStanding;
  /** The year's holidays are not announced yet: the last day may be later. */
  readonly provisional?: true;
}

function standingOn(today: CivilDate, warnFrom: CivilDate, dueOn: CivilDate): WorkStanding {
  if (today > dueOn) return 'overdue';
  return today >= warnFrom ? 'due-soon' : 'in-time';
}

/** When it is to be done, and how that stands at a moment. */
export function toWorkItem(waiting: WaitingWork, now: Moment): WorkItem {
  const dueOn = addWorkingDays(civilDateOf(waiting.since), daysToDo[waiting.kind]);
  const warnFrom = addWorkingDays(dueOn, -warningDays);
  const standing = standingOn(civilDateOf(now), warnFrom, dueOn);
  return {
    ...waiting,
    warnFrom,
    dueOn,
    standing,
    ...(isAnnounced(dueOn) ? {} : { provisional: true }),
  };
}
