import { isUsable } from '../../../shared/domain/usable-seal.ts';
import type { IdempotencyRecord, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { inFlight, secondsToWait, toKey, type WrittenAnswer } from '../keyed-request.ts';
import { type CompleteLicencePorts, makeCompleteLicence } from './complete-licence.ts';

/** What going on with a licence needs. */
export interface ResumeLicencePorts extends CompleteLicencePorts {
  readonly reader: Pick<RegisterReader, 'findReservation'>;
}

/** Goes on with what an earlier request with the key began. */
export type ResumeLicence = (
  earlier: IdempotencyRecord,
  key: KeyedRequest,
) => Promise<WrittenAnswer>;

/**
 * Goes on with a request that came before: its answer, once more; or, when nobody has been at work on
 * it for a minute, its licence from where it was left, with the signing input that was stored. A late
 * request and the sweeper do the same.
 * @throws Problem `idempotency-in-flight`, `seal-not-enabled` (it has been given up), `seal-unavailable`,
 * `service-unavailable`
 */
export function makeResumeLicence(ports: ResumeLicencePorts): ResumeLicence {
  const { complete, giveUp, settle } = makeCompleteLicence(ports);
  return async (earlier, key) => {
    if (earlier.state === 'done') return { answer: earlier.answer, replayed: true };
    const at = ports.clock.now();
    const wait = secondsToWait(earlier.lastAttemptAt, at);
    if (wait > 0) throw inFlight(wait);
    const reservation = await ports.reader.findReservation(earlier.licenceId, 1);
    if (reservation === undefined) throw new Error('a key names a licence that is not reserved');
    const licence = { reservation, key, by: reservation.by };
    const seal = await ports.seals.find(reservation.seal);
    if (!isUsable(seal, at)) return giveUp(licence);
    const { licenceId, version } = reservation;
    const attempt = { licenceId, version, key: toKey(key), attempt: earlier.attempts + 1, at };
    if ((await ports.register.recordAttempt(attempt)) === 'moved') return settle(licence);
    return complete(licence, seal);
  };
}
