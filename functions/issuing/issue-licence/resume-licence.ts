import { isUsable } from '../../../shared/domain/usable-seal.ts';
import type { IdempotencyRecord, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Reservation } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { inFlight, secondsToWait, toKey, type WrittenAnswer } from '../keyed-request.ts';
import {
  type AwaitedLicence,
  type CompleteLicencePorts,
  makeCompleteLicence,
  overtaken,
} from './complete-licence.ts';

/** What going on with a licence needs. */
export interface ResumeLicencePorts extends CompleteLicencePorts {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation'>;
}

/** Goes on with what an earlier request with the key began. */
export type ResumeLicence = (
  earlier: IdempotencyRecord,
  key: KeyedRequest,
) => Promise<WrittenAnswer>;

/** Has the licence changed since its new version was reserved? Then there is no use in signing it; what comes between this and the writing, the writing finds. */
async function isOvertaken(
  { reader }: Pick<ResumeLicencePorts, 'reader'>,
  { licenceId, prior }: Reservation,
): Promise<boolean> {
  if (prior === undefined) return false;
  const head = await reader.findHead(licenceId);
  return head?.version === prior.version && head.seq !== prior.seq;
}

/**
 * Goes on with a request that came before: its answer, once more; or, when nobody has been at work on
 * it for a minute, its licence from where it was left, with the signing input that was stored. A late
 * request and the sweeper do the same.
 * @throws Problem `idempotency-in-flight`, `seal-not-enabled` (it has been given up), `seal-unavailable`,
 * `service-unavailable`
 */
export function makeResumeLicence(ports: ResumeLicencePorts): ResumeLicence {
  const { complete, giveUp, settle } = makeCompleteLicence(ports);
  /** With another attempt, recorded before it is made. */
  const goOn = async (licence: AwaitedLicence, attempts: number): Promise<WrittenAnswer> => {
    const { licenceId, version, seal: id } = licence.reservation;
    const at = ports.clock.now();
    const seal = await ports.seals.findHead(id);
    if (!isUsable(seal, at)) return giveUp(licence);
    const attempt = { licenceId, version, key: toKey(licence.key), attempt: attempts + 1, at };
    if ((await ports.register.recordAttempt(attempt)) === 'moved') return settle(licence);
    return complete(licence, seal);
  };
  return async (earlier, key) => {
    if (earlier.state === 'done') return { answer: earlier.answer, replayed: true };
    const wait = secondsToWait(earlier.lastAttemptAt, ports.clock.now());
    if (wait > 0) throw inFlight(wait);
    const { licenceId, version, attempts } = earlier;
    const reservation = await ports.reader.findReservation(licenceId, version);
    if (reservation === undefined) throw new Error('a key names a licence that is not reserved');
    const licence = { reservation, key, by: reservation.by };
    if (await isOvertaken(ports, reservation)) return giveUp(licence, overtaken());
    return goOn(licence, attempts);
  };
}
