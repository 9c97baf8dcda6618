import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DoubledRequests } from '../../../shared/ports/doubled-requests.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { MendMark, MendMarks, RegisterMender } from '../../../shared/ports/register-mender.ts';
import { findOwnTurn, type WritingTurns } from '../../../shared/ports/writer-lease.ts';

/** What mending needs. */
export interface MendLicencesPorts {
  readonly mender: RegisterMender;
  readonly marks: MendMarks;
  readonly doubled: DoubledRequests;
  readonly turns: WritingTurns;
  readonly clock: Clock;
  readonly log: Log;
}

/** On arrival of something of a licence, and on the clock. */
export interface MendLicences {
  /** One of its entries, or its head, was written here or came from the other Region. */
  arrived(id: LicenceId): Promise<void>;
  /** Goes through what was noted, and reports requests that made two licences; gives how many licences are whole now, and how many have to wait on. */
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
export function makeMendLicences(ports: MendLicencesPorts): MendLicences {
  const { mender, marks, doubled, turns, clock, log } = ports;
  const settleOne = async (mark: MendMark, epoch: number | undefined): Promise<boolean> => {
    const { licenceId } = mark;
    const isOurs = epoch !== undefined;
    const isWhole = isOurs ? await mend(mender, licenceId) : await mender.isWhole(licenceId);
    if (!isWhole) return false;
    const twin = isOurs ? (await doubled.look(licenceId, epoch))?.twin : undefined;
    if (twin !== undefined) log.alert('request.doubled', { licence: licenceId, other: twin });
    await marks.clear(mark);
    return true;
  };
  /** Nothing more to be done; of another turn's, its request's key may be under way still. */
  const isDone = async (licenceId: LicenceId, epoch: number) =>
    (await mend(mender, licenceId)) && (await doubled.look(licenceId, epoch)) === undefined;
  return {
    async arrived(licenceId) {
      const epoch = (await findOwnTurn(turns))?.epoch;
      if (epoch !== undefined && (await isDone(licenceId, epoch))) return;
      await marks.put({ licenceId, at: clock.now() });
    },
    async settle() {
      const due = await marks.listUntil((clock.now() - settleMilliseconds) as Moment);
      const epoch = (await findOwnTurn(turns))?.epoch;
      let settled = 0;
      for (const mark of due) if (await settleOne(mark, epoch)) settled += 1;
      return { settled, left: due.length - settled };
    },
  };
}
