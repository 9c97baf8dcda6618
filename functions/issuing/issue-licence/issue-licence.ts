import type { LicenceApplication } from '../../../shared/api/licences.ts';
import type { IdempotencyRecord, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Reservation } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  type DepartmentRequest,
  findEarlier,
  inFlight,
  secondsToWait,
  toKey,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import {
  type CheckApplicationPorts,
  type CheckedApplication,
  makeCheckApplication,
} from './check-application.ts';
import { type CompleteLicencePorts, makeCompleteLicence } from './complete-licence.ts';
import { makePrepareReservation, type PrepareReservationPorts } from './prepare-reservation.ts';
import { isUsable } from './usable-seal.ts';

/** What issuing needs from outside. */
export interface IssueLicencePorts
  extends CheckApplicationPorts,
    PrepareReservationPorts,
    CompleteLicencePorts {
  readonly reader: Pick<RegisterReader, 'findReservation'>;
}

/** Issues one licence to a department that asks for it. */
export type IssueLicence = (
  request: DepartmentRequest,
  application: LicenceApplication,
) => Promise<WrittenAnswer>;

/** How often a number made by a pattern may turn out to be taken (by one given earlier) before we say so. */
const mostNumbersTried = 5;

/**
 * Goes on with a request that came before: its answer, once more; or, when nobody has been at work on
 * it for a minute, its licence from where it was left, with the signing input that was stored.
 */
function makeResume(ports: IssueLicencePorts) {
  const { complete, giveUp, settle } = makeCompleteLicence(ports);
  return async (earlier: IdempotencyRecord, key: KeyedRequest): Promise<WrittenAnswer> => {
    if (earlier.state === 'done') return { answer: earlier.answer, replayed: true };
    const at = ports.clock.now();
    const wait = secondsToWait(earlier.lastAttemptAt, at);
    if (wait > 0) throw inFlight(wait);
    const reservation = await ports.reader.findReservation(earlier.licenceId, 1);
    if (reservation === undefined) throw new Error('a key names a licence that is not reserved');
    const licence = { reservation, key, by: key.client };
    const seal = await ports.seals.find(reservation.seal);
    if (!isUsable(seal, at)) return giveUp(licence);
    const { licenceId, version } = reservation;
    const attempt = { licenceId, version, key: toKey(key), attempt: earlier.attempts + 1, at };
    if ((await ports.register.recordAttempt(attempt)) === 'moved') return settle(licence);
    return complete(licence, seal.making.keyId);
  };
}

/** Reserves under a number of its own; a number that a pattern made and that is taken gives way to the next. */
function makeReserve(ports: IssueLicencePorts) {
  const prepare = makePrepareReservation(ports);
  return async (
    checked: CheckedApplication,
    key: KeyedRequest,
  ): Promise<Reservation | 'key-used'> => {
    const mostTries = checked.sequenceScope === undefined ? 1 : mostNumbersTried;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const reservation = await prepare(checked, key.client);
      const outcome = await ports.register.reserve(reservation, key);
      if (outcome === 'reserved') return reservation;
      if (outcome === 'key-used') return outcome;
    }
    throw new Problem('number-taken');
  };
}

/**
 * Issues one licence: did we answer already? entitled? reserve, sign, bring into force. What is signed
 * is in the register before the key is used, so no signature exists that the register does not know
 * of; whatever is lost on the way, a repeated request ends with the same licence.
 * @throws Problem `idempotency-mismatch`, `idempotency-in-flight`, `number-taken`, `seal-not-enabled`,
 * `seal-unavailable`, `service-unavailable`, and those of checking the application
 */
export function makeIssueLicence(ports: IssueLicencePorts): IssueLicence {
  const check = makeCheckApplication(ports);
  const reserve = makeReserve(ports);
  const resume = makeResume(ports);
  const { complete } = makeCompleteLicence(ports);
  return async (request, application) => {
    const now = ports.clock.now();
    const key = toKeyedRequest(request, now);
    const earlier = await findEarlier(ports.records, key, now);
    if (earlier !== undefined) return resume(earlier, key);
    const checked = await check(application, { department: request.department, at: now });
    const reservation = await reserve(checked, key);
    if (reservation !== 'key-used') {
      return complete({ reservation, key, by: key.client }, checked.seal.making.keyId);
    }
    const other = await findEarlier(ports.records, key, now);
    if (other === undefined) throw inFlight(1);
    return resume(other, key);
  };
}
