import type { ClientId } from '../../../shared/domain/ids.ts';
import type { KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Approval, Reservation, ReserveOutcome } from '../../../shared/ports/register.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findEarlier, inFlight, type WrittenAnswer } from '../keyed-request.ts';
import type { VersionBase } from '../version-base.ts';
import type { CheckedApplication } from './check-application.ts';
import { makeCompleteLicence } from './complete-licence.ts';
import { makePrepareReservation, type PrepareReservationPorts } from './prepare-reservation.ts';
import { makeResumeLicence, type ResumeLicencePorts } from './resume-licence.ts';

/** What granting needs from outside. */
export interface GrantLicencePorts extends PrepareReservationPorts, ResumeLicencePorts {}

/** An application that was checked, and the key that stands for the one licence that is made of it. */
export interface Grant {
  readonly checked: CheckedApplication;
  readonly key: KeyedRequest;
  /** Who acts, where that is not the key's own client: a job's rows stand under keys of the department. */
  readonly by?: ClientId;
  /** Where the type asks for a second person. */
  readonly approval?: Approval;
  /** The same of a row of a job, which is approved as a whole. */
  readonly approvedBy?: ClientId;
  /** What it is a later version of. */
  readonly base?: VersionBase;
}

/** How often a number made by a pattern may turn out to be taken (by one given earlier) before we say so. */
const mostNumbersTried = 5;

/** Why nothing was reserved, though no number stood in the way. */
type NotReserved = Exclude<ReserveOutcome, 'reserved' | 'number-taken'>;

/** Reserves under a number of its own; a number that a pattern made and that is taken gives way to the next. */
function makeReserve(ports: GrantLicencePorts) {
  const prepare = makePrepareReservation(ports);
  const prepareFor = async (grant: Grant): Promise<Reservation> => {
    const { checked, key, by = key.client, approval, approvedBy, base } = grant;
    const reservation = await prepare(checked, by, base);
    return {
      ...reservation,
      ...(approval === undefined ? {} : { approval }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
    };
  };
  return async (grant: Grant): Promise<Reservation | NotReserved> => {
    const mostTries = grant.checked.sequenceScope === undefined ? 1 : mostNumbersTried;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const reservation = await prepareFor(grant);
      const outcome = await ports.register.reserve(reservation, grant.key);
      if (outcome === 'reserved') return reservation;
      if (outcome !== 'number-taken') return outcome;
    }
    throw new Problem('number-taken');
  };
}

/**
 * Makes the one licence that a key stands for: reserve, sign, bring into force. What is signed is in
 * the register before the key is used, so no signature exists that the register does not know of;
 * whatever is lost on the way, going on with the same key ends with the same licence.
 */
export function makeGrantLicence(ports: GrantLicencePorts) {
  const reserve = makeReserve(ports);
  const resume = makeResumeLicence(ports);
  const { complete } = makeCompleteLicence(ports);
  return {
    /** Goes on with what the key was used for. */
    resume,
    /** @throws Problem `idempotency-in-flight`, `number-taken`, `state-conflict`, `seal-not-enabled`, `seal-unavailable`, `service-unavailable` */
    grant: async (grant: Grant): Promise<WrittenAnswer> => {
      const { checked, key } = grant;
      const reservation = await reserve(grant);
      if (typeof reservation === 'object') {
        return complete({ reservation, key, by: reservation.by }, checked.seal);
      }
      if (reservation !== 'key-used') {
        throw new Problem('state-conflict', { reason: reservation });
      }
      const other = await findEarlier(ports.records, key, ports.clock.now());
      if (other === undefined) throw inFlight(1);
      return resume(other, key);
    },
  };
}
