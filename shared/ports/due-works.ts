import type { CivilDate, DepartmentCode } from '../domain/ids.ts';
import type { OwnWork, WorkKind } from '../domain/work-item.ts';

/** Something that waits, and on which day it is looked at next. */
export interface DueWork {
  readonly day: CivilDate;
  readonly work: OwnWork;
  /** Somebody was warned of it; it is kept as long as it waits. */
  readonly isWarned: boolean;
}

/** Which of a department's. */
export interface DueWorkQuery {
  readonly kind: WorkKind;
  readonly department: DepartmentCode;
  readonly day: CivilDate;
  readonly limit: number;
}

/** What waits, by the day on which it is looked at. Durable once resolved, consistent; no person's data. */
export interface DueWorks {
  /** One a thing and day since which it waits: the latest moment stays. Putting it twice does no harm. */
  put(due: DueWork): Promise<void>;
  /** Some of those of a day; none when there are no more. */
  listDue(day: CivilDate): Promise<readonly DueWork[]>;
  clear(due: DueWork): Promise<void>;
  /** A department's of one kind and day. */
  listOf(query: DueWorkQuery): Promise<readonly DueWork[]>;
}
