import type { JournalEntry, LateDigests } from '../../../shared/ports/issue-journal.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { findOwnTurn, type WritingTurns } from '../../../shared/ports/writer-lease.ts';

/** What entering late digests needs. */
export interface EnterLateDigestPorts {
  readonly late: LateDigests;
  readonly turns: WritingTurns;
  readonly log: Log;
}

/** A digest was written into the journal, here or in the other Region. */
export type EnterLateDigest = (entry: JournalEntry) => Promise<void>;

/**
 * The Region that writes sees to it that every digest comes under a root: what the other one brought
 * into force may arrive when its hour is closed and rooted. While it is the other's turn nothing is
 * late: whoever writes closes the hours that it wrote in.
 */
export function makeEnterLateDigest({ late, turns, log }: EnterLateDigestPorts): EnterLateDigest {
  return async (entry) => {
    const own = await findOwnTurn(turns);
    if (own === undefined) return;
    const { digest, hour } = entry;
    if ((await late.enter(entry, own)) === 'entered') log.note('digest.late', { digest, hour });
  };
}
