import type { LicenceApplication } from '../../../shared/api/licences.ts';
import type { KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Reservation } from '../../../shared/ports/register.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  type DepartmentRequest,
  findEarlier,
  inFlight,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import {
  type CheckApplicationPorts,
  type CheckedApplication,
  makeCheckApplication,
} from './check-application.ts';
import { makeCompleteLicence } from './complete-licence.ts';
import { makePrepareReservation, type PrepareReservationPorts } from './prepare-reservation.ts';
import { makeResumeLicence, type ResumeLicencePorts } from './resume-licence.ts';

/** What issuing needs from outside. */
export interface IssueLicencePorts
  extends CheckApplicationPorts,
    PrepareReservationPorts,
    ResumeLicencePorts {}

/** Issues one licence to a department that asks for it. */
export type IssueLicence = (
  request: DepartmentRequest,
  application: LicenceApplication,
) => Promise<WrittenAnswer>;

/** How often a number made by a pattern may turn out to be taken (by one given earlier) before we say so. */
const mostNumbersTried = 5;

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
  const resume = makeResumeLicence(ports);
  const { complete } = makeCompleteLicence(ports);
  return async (request, application) => {
    const now = ports.clock.now();
    const key = toKeyedRequest(request, now);
    const earlier = await findEarlier(ports.records, key, now);
    if (earlier !== undefined) return resume(earlier, key);
    const checked = await check(application, { department: request.department, at: now });
    const reservation = await reserve(checked, key);
    if (reservation !== 'key-used') {
      return complete({ reservation, key, by: key.client }, checked.seal);
    }
    const other = await findEarlier(ports.records, key, now);
    if (other === undefined) throw inFlight(1);
    return resume(other, key);
  };
}
