import type { Purpose } from './authorisation.ts';
import type { DepartmentCode, LicenceTypeCode, Moment } from './ids.ts';

/**
 * A written duty 法定职责: that a department may look up licences of a type for a service item without their
 * holder 依职能用证, what of them, and how often.
 */
export interface Duty {
  readonly department: DepartmentCode;
  readonly type: LicenceTypeCode;
  /** The service item 政务服务事项 that it is for. */
  readonly itemCode: string;
  /** The law it rests on, in words. */
  readonly legalBasis: string;
  /** Names of disclosures that may be seen: `holders`, `number`, items by code. */
  readonly items: readonly string[];
  readonly checksPerDay: number;
  readonly from: Moment;
  /** First moment at which it no longer holds; absent: open. */
  readonly until?: Moment;
}

/** Most checks a day that a duty may allow. */
export const mostDutyChecksPerDay = 100_000;

/** Does it hold at that moment? */
export function dutyHolds({ from, until }: Duty, at: Moment): boolean {
  return from <= at && (until === undefined || at < until);
}

/** Names of what is asked for beyond what the duty lets be seen. */
export function beyondDuty(duty: Duty, items: readonly string[]): readonly string[] {
  return items.filter((item) => !duty.items.includes(item));
}

/** What tells a duty from others of its department. */
export type DutyKey = Pick<Duty, 'department' | 'type'> & Pick<Purpose, 'itemCode'>;

/** How long a holder or licence that was looked up is not new, in milliseconds. */
export const dutyMemory = 90 * 24 * 3600 * 1000;

/** Days that a day is compared with. */
export const daysCompared = 7;

const leastUnusual = 20;

/**
 * Is it more than the work of other days that so many were looked up for the first time today? More than
 * three times the most of the week before, and more than a quarter of what the duty allows, or 20.
 */
export function isUnusual(
  { checksPerDay }: Pick<Duty, 'checksPerDay'>,
  newToday: number,
  newBefore: readonly number[],
): boolean {
  const most = Math.max(0, ...newBefore);
  return newToday > Math.max(leastUnusual, Math.ceil(checksPerDay / 4), 3 * most);
}
