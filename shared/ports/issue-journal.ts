import type { Writer } from './writer-lease.ts';

/**
 * What was brought into force, hour by hour: the register's index of digests, written in the same
 * transaction as each licence's coming into force. Consistent reads. Trusted: whoever could write it
 * could put a digest under an issue root, or keep one from it. Holds no personal data. Hours are named
 * by their first second since 1970.
 */
export interface IssueJournal {
  /** Everything before this second is closed: no digest will ever be added. Undefined while no hour was closed. */
  closedUntil(): Promise<number | undefined>;
  /** The first hour of the half-open interval that has a digest. */
  firstHour(from: number, until: number): Promise<number | undefined>;
  /** The digests of an hour, unpadded base64url, in order of their ASCII text. */
  digestsOf(hour: number): Promise<readonly string[]>;
}

/** A digest as it stands in the journal. */
export interface JournalEntry {
  /** Unpadded base64url. */
  readonly digest: string;
  /** First second of the hour that it was entered in. */
  readonly hour: number;
  /** The turn of writing that it was entered in. */
  readonly turn: string;
}

/**
 * For digests that come from the other Region when their hour may be closed and rooted here: they are
 * entered in the first hour that is open as well. One that stands under a root already comes under a
 * second, which does no harm.
 */
export interface LateDigests {
  /** `in-time`: its hour is open still, or this very turn wrote it. Durable; repeating it does no harm. */
  enter(entry: JournalEntry, by: Writer): Promise<'in-time' | 'entered'>;
}

/**
 * Closing hours: the issuing zone only. A digest finds its hour closed or it does not, by a condition
 * in its own transaction, so that none is ever added to an hour that was read after it was closed; one
 * that comes late takes the first hour that is open. Durable, idempotent, never opens an hour again.
 */
export interface IssueHours {
  close(until: number): Promise<void>;
}
