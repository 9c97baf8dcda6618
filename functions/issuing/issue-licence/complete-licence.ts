import type { IssuedLicenceAnswer } from '../../../shared/api/licences.ts';
import { toIdentifier } from '../../../shared/domain/identifier.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import { statusOf } from '../../../shared/domain/licence-state.ts';
import { isUsable, type UsableSeal } from '../../../shared/domain/usable-seal.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type {
  IdempotencyRecords,
  KeyedRequest,
  StoredAnswer,
} from '../../../shared/ports/idempotency.ts';
import type { Register, Reservation, SignedForms } from '../../../shared/ports/register.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  findEarlier,
  inFlight,
  secondsToWait,
  toKey,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { toLicenceAnswer, toLicencePath } from '../licence-answer.ts';
import {
  requireOwnSignatures,
  retryAfterSeconds,
  type Signatures,
  type SignFormsPorts,
  signForms,
  toSignedForms,
} from './sign-forms.ts';

/** What completing a reserved licence needs. */
export interface CompleteLicencePorts extends SignFormsPorts {
  readonly clock: Clock;
  readonly register: Register;
  readonly records: IdempotencyRecords;
  readonly seals: Pick<Seals, 'findHead'>;
}

/** A reserved licence to be completed; the attempt to sign it has been recorded. */
export interface ReservedLicence {
  readonly reservation: Reservation;
  /** Absent when the key has expired and is another request's by now: such a licence is only given up. */
  readonly key: KeyedRequest | undefined;
  readonly by: ClientId;
}

/** One whose request may still ask for it. */
export type AwaitedLicence = ReservedLicence & { readonly key: KeyedRequest };

function toAnswer(reservation: Reservation, forms: SignedForms, at: Moment): StoredAnswer {
  const { prior, licenceId } = reservation;
  const body: IssuedLicenceAnswer = {
    ...toLicenceAnswer(reservation, 'valid', prior?.issuedAt ?? at),
    ...forms,
    ...(prior === undefined ? {} : { supersedes: toIdentifier(licenceId, prior.version) }),
  };
  return { status: 201, location: toLicencePath(licenceId), body };
}

/** Somebody else ended the reservation: what became of it? */
async function settle(
  { records, clock }: CompleteLicencePorts,
  { key, reservation }: ReservedLicence,
): Promise<WrittenAnswer> {
  const ended = reservation.prior === undefined ? new Problem('seal-not-enabled') : overtaken();
  if (key === undefined) throw ended;
  const now = clock.now();
  const record = await findEarlier(records, key, now);
  if (record?.state === 'done') return { answer: record.answer, replayed: true };
  if (record?.state === 'in-flight') throw inFlight(secondsToWait(record.lastAttemptAt, now) || 1);
  throw ended;
}

/** That the licence has changed since its new version was asked for. */
export const overtaken = () => new Problem('state-conflict', { reason: 'licence-moved' });

/** The other Region may have brought it into force, and that is still under way. */
const unsettled = () =>
  new Problem('service-unavailable', { retryAfterSeconds: 60, reason: 'region-not-settled' });

const laterOf = (now: Moment, reserved: Moment) => Math.max(now, reserved) as Moment;

async function giveUp(
  ports: CompleteLicencePorts,
  licence: ReservedLicence,
  why = new Problem('seal-not-enabled'),
): Promise<WrittenAnswer> {
  const { reservation, key, by } = licence;
  const at = laterOf(ports.clock.now(), reservation.at);
  const status = statusOf('void');
  const own = key && toKey(key);
  const outcome = await ports.register.giveUp({ reservation, key: own, status, at, by });
  if (outcome === 'moved') return settle(ports, licence);
  if (outcome === 'unsettled') throw unsettled();
  ports.log.note('licence.given-up', { licenceId: reservation.licenceId, seal: reservation.seal });
  throw why;
}

async function bringIntoForce(
  ports: CompleteLicencePorts,
  licence: AwaitedLicence,
  made: Signatures,
): Promise<WrittenAnswer> {
  const { reservation, key, by } = licence;
  const { licenceId, seal, statusList } = reservation;
  const forms = toSignedForms(ports, reservation, made);
  const at = laterOf(ports.clock.now(), reservation.at);
  const answer = toAnswer(reservation, forms, at);
  const coming = { reservation, ...forms, key: toKey(key), answer, at, by };
  const outcome = await ports.register.bringIntoForce(coming);
  if (outcome === 'moved') return settle(ports, licence);
  if (outcome === 'overtaken') return giveUp(ports, licence, overtaken());
  ports.log.note('licence.issued', { licenceId, seal, statusList, clientId: by });
  return { answer, replayed: false };
}

/**
 * Signs what was reserved, reads the seal's state once more, because switching a key off can take
 * minutes, holds the signatures against the seal's certificate and brings the licence into force; or
 * gives the reservation up when the seal is not enabled any more: then key and number are free again,
 * and a later request makes another licence. Any other failure leaves the reservation as it is, for
 * the next request with the same key, or for the sweeper.
 */
export function makeCompleteLicence(ports: CompleteLicencePorts) {
  return {
    /** @param usable the seal as it was before signing */
    complete: async (licence: AwaitedLicence, usable: UsableSeal): Promise<WrittenAnswer> => {
      const made = await signForms(ports, licence.reservation, usable);
      const seal = await ports.seals.findHead(licence.reservation.seal);
      if (!isUsable(seal, ports.clock.now())) return giveUp(ports, licence);
      if (made === undefined) throw new Problem('seal-unavailable', { retryAfterSeconds });
      requireOwnSignatures(ports, licence.reservation, { seal, made });
      return bringIntoForce(ports, licence, made);
    },
    giveUp: (licence: ReservedLicence, why?: Problem) => giveUp(ports, licence, why),
    settle: (licence: ReservedLicence) => settle(ports, licence),
  };
}
