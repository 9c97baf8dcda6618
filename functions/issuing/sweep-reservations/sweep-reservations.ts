import type { Moment } from '../../../shared/domain/ids.ts';
import type { IdempotencyRecord } from '../../../shared/ports/idempotency.ts';
import type { Reservation } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import type {
  StaleReservation,
  StaleReservations,
} from '../../../shared/ports/stale-reservations.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { makeCompleteLicence } from '../issue-licence/complete-licence.ts';
import { makeResumeLicence, type ResumeLicencePorts } from '../issue-licence/resume-licence.ts';

/** What sweeping needs: what a late request needs, and what stayed reserved. */
export interface SweepReservationsPorts extends ResumeLicencePorts {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation'>;
  readonly stale: StaleReservations;
}

/** What became of a reservation: in force, given up, or left for the next sweep (`faulty`: by a fault of ours). */
export type SweepOutcome = 'finished' | 'voided' | 'left' | 'faulty';

/** How many reservations came to what. */
export type SweepCounts = Readonly<Record<SweepOutcome, number>>;

/** Ends what stayed reserved, as far as it can be ended now. */
export type SweepReservations = () => Promise<SweepCounts>;

/** Reservations that are worked on side by side. */
const atOnce = 8;
/** No further one is begun after so long; the next sweep goes on. */
const longestMilliseconds = 40_000;

/** What a refusal says of the reservation. */
const outcomes: Readonly<Record<string, SweepOutcome>> = {
  'seal-not-enabled': 'voided',
  'state-conflict': 'voided',
  'idempotency-in-flight': 'left',
  'seal-unavailable': 'left',
  'service-unavailable': 'left',
};

/**
 * Ends one reservation by the rules of a late request with its key. Whose key has expired is given up:
 * nobody can ask for it any more, and its number must not stay taken.
 */
function makeEnd(ports: SweepReservationsPorts) {
  const resume = makeResumeLicence(ports);
  const { giveUp } = makeCompleteLicence(ports);
  return async (stale: StaleReservation, now: Moment): Promise<void> => {
    const record = await ports.records.find(stale.key);
    const isOwn = isOf(record, stale);
    if (isOwn && record.expiresAt > now) {
      await resume(record, record);
      return;
    }
    const reservation = await findStillReserved(ports, stale);
    if (reservation === undefined) return;
    await giveUp({ reservation, key: isOwn ? record : undefined, by: reservation.by });
  };
}

type InFlight = Extract<IdempotencyRecord, { state: 'in-flight' }>;

/** Is it the key of this very reservation's request? */
function isOf(record: IdempotencyRecord | undefined, stale: StaleReservation): record is InFlight {
  const { licenceId, version } = stale;
  return (
    record?.state === 'in-flight' && record.licenceId === licenceId && record.version === version
  );
}

/** The reservation, unless somebody has ended it since it was listed; the version may be another request's by now. */
async function findStillReserved(
  { reader }: Pick<SweepReservationsPorts, 'reader'>,
  { licenceId, version, at }: StaleReservation,
): Promise<Reservation | undefined> {
  const head = await reader.findHead(licenceId);
  const isEnded = version === 1 ? head?.state !== 'reserved' : (head?.version ?? 0) >= version;
  const found = isEnded ? undefined : await reader.findReservation(licenceId, version);
  return found?.at === at ? found : undefined;
}

/** Runs the work over all that comes, so many at once, while there is time; what was begun is ended, also where no more comes. */
async function overAll<T>(
  all: AsyncIterable<T>,
  work: (one: T) => Promise<void>,
  hasTime: () => boolean,
): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    for await (const one of all) {
      if (!hasTime()) break;
      const done: Promise<void> = work(one).finally(() => running.delete(done));
      running.add(done);
      if (running.size >= atOnce) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
}

function toOutcome(error: unknown): SweepOutcome {
  return (error instanceof Problem ? outcomes[error.code] : undefined) ?? 'faulty';
}

/** Ends one reservation; a failure is told by its outcome, for it may not keep the others back. */
function makeAttempt(ports: SweepReservationsPorts) {
  const end = makeEnd(ports);
  return async (stale: StaleReservation): Promise<SweepOutcome> => {
    try {
      await end(stale, ports.clock.now());
      return 'finished';
    } catch (error) {
      const outcome = toOutcome(error);
      if (outcome !== 'faulty') return outcome;
      const name = error instanceof Error ? error.name : 'unknown';
      ports.log.alert('reservation.not-ended', { licenceId: stale.licenceId, error: name });
      return outcome;
    }
  };
}

/**
 * Finishes what stayed reserved, or gives it up, by the same rules as a late request with the same
 * key: each attempt recorded before the key is used, the stored signing input signed, nothing brought
 * into force under a seal that is not enabled any more. Two sweeps at once, or a sweep and a request,
 * are told apart by the attempt that only one of them can record.
 */
export function makeSweepReservations(ports: SweepReservationsPorts): SweepReservations {
  const attempt = makeAttempt(ports);
  return async () => {
    const { clock, stale } = ports;
    const began = clock.now();
    const counts = { finished: 0, voided: 0, left: 0, faulty: 0 };
    const hasTime = () => clock.now() - began < longestMilliseconds;
    const work = async (one: StaleReservation) => {
      counts[await attempt(one)] += 1;
    };
    await overAll(stale.listDue(began), work, hasTime);
    return counts;
  };
}
