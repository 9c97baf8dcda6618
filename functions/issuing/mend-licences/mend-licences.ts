import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { MendMark, MendMarks, RegisterMender } from '../../../shared/ports/register-mender.ts';
import { isOwnTurn, type WritingTurns } from '../../../shared/ports/writer-lease.ts';

/** What mending needs. */
export interface MendLicencesPorts {
  readonly mender: RegisterMender;
  readonly marks: MendMarks;
  readonly turns: WritingTurns;
  readonly clock: Clock;
}

/** On arrival of something of a licence, and on the clock. */
export interface MendLicences {
  /** One of its entries, or its head, was written here or came from the other Region. */
  arrived(id: LicenceId): Promise<void>;
  /** Goes through what was noted; gives how many are whole now, and how many have to wait on. */
  settle(): Promise<{ readonly settled: number; readonly left: number }>;
}

/** Pieces of one write may be so far apart; usually they are within a second. */
const settleMilliseconds = 2 * 60_000;
const maxRounds = 5;

/** Mends until nobody is in the way. */
async function mend(mender: RegisterMender, id: LicenceId): Promise<boolean> {
  for (let round = 0; round < maxRounds; round += 1) {
    const outcome = await mender.mend(id);
    if (outcome !== 'moved') return outcome !== 'waiting';
  }
  return false;
}

/**
 * Keeps heads and list entries what the entries say, though the last writer wins item by item. The
 * Region that writes mends at once; the other one only notes what came, and mends it should its turn
 * come while it is still not whole. So an ended licence stays ended in whatever order its pieces
 * arrive, and wherever writing goes.
 */
export function makeMendLicences({ mender, marks, turns, clock }: MendLicencesPorts): MendLicences {
  const settleOne = async (mark: MendMark, isOurs: boolean): Promise<boolean> => {
    const { licenceId } = mark;
    const isWhole = isOurs ? await mend(mender, licenceId) : await mender.isWhole(licenceId);
    if (isWhole) await marks.clear(mark);
    return isWhole;
  };
  return {
    async arrived(licenceId) {
      if ((await isOwnTurn(turns)) && (await mend(mender, licenceId))) return;
      await marks.put({ licenceId, at: clock.now() });
    },
    async settle() {
      const due = await marks.listUntil((clock.now() - settleMilliseconds) as Moment);
      const isOurs = await isOwnTurn(turns);
      let settled = 0;
      for (const mark of due) if (await settleOne(mark, isOurs)) settled += 1;
      return { settled, left: due.length - settled };
    },
  };
}
