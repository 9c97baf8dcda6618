import type { Duty, DutyKey } from '../domain/duty.ts';
import type { LicenceId, Moment } from '../domain/ids.ts';
import type { ConcernedHolders, UseRecord } from '../domain/use-record.ts';
import type { IdempotencyKey } from './idempotency.ts';
import type { RetrievedLicence } from './retrievals.ts';

/** One check by duty 依职能用证, as it was made. */
export interface DutyCheck extends IdempotencyKey {
  /** MAC of what was asked for. */
  readonly requestDigest: string;
  readonly duty: DutyKey;
  readonly use: UseRecord;
  /** The last licence told, where there are more. */
  readonly next?: LicenceId;
  /** Absent until the first answer was worked out. */
  readonly answer?: readonly RetrievedLicence[];
}

/** What is written down with a check. */
export interface DutyCheckKeeping {
  readonly check: Omit<DutyCheck, 'answer'>;
  readonly duty: Pick<Duty, 'checksPerDay'>;
  /** What was looked up, as a MAC, or a licence id. */
  readonly subject: string;
  readonly isNew: boolean;
  /** Whose list the use goes to. */
  readonly concerned: ConcernedHolders;
}

/**
 * Checks by duty. Trusted: whoever could write here could look up without being seen. Durable once
 * resolved, consistent.
 */
export interface DutyChecks {
  /** Nothing of a key that has expired. */
  find(key: IdempotencyKey, now: Moment): Promise<DutyCheck | undefined>;
  /** Was it looked up before under the duty, and is that still remembered? */
  wasLookedUp(duty: DutyKey, subject: string, now: Moment): Promise<boolean>;
  /**
   * In one transaction: the check, the day's count of the duty, the use for every holder concerned.
   * Nothing of it beyond the duty's checks of the day.
   */
  keep(keeping: DutyCheckKeeping): Promise<'kept' | 'key-used' | 'too-many'>;
  /** The first answer stays; gives the one that stands. */
  keepAnswer(
    key: IdempotencyKey,
    answer: readonly RetrievedLicence[],
  ): Promise<readonly RetrievedLicence[]>;
  /** How many were looked up for the first time on these days (`YYYY-MM-DD`), in their order. */
  countNew(duty: DutyKey, days: readonly string[]): Promise<readonly number[]>;
}
