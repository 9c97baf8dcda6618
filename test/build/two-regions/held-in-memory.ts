import type { MendMark, MendMarks } from '../../../shared/ports/register-mender.ts';
import type { WriterLease } from '../../../shared/ports/writer-lease.ts';

/** The lease as its table keeps it, which test/contract/writer-lease.test.ts holds it to. */
export function makeLeaseInMemory(): WriterLease {
  let held: Awaited<ReturnType<WriterLease['find']>>;
  return {
    find: async () => held,
    async replace(found, turn) {
      if (found?.epoch !== held?.epoch || found?.until !== held?.until) return false;
      held = turn;
      return true;
    },
  };
}

/** A Region's marks. */
export function makeMarksInMemory(): MendMarks {
  const marks = new Map<string, MendMark>();
  const keyOf = ({ at, licenceId }: MendMark) => `${at} ${licenceId}`;
  return {
    put: async (mark) => void marks.set(keyOf(mark), mark),
    clear: async (mark) => void marks.delete(keyOf(mark)),
    listUntil: async (at) => [...marks.values()].filter((mark) => mark.at <= at),
  };
}
