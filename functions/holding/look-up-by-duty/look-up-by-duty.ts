import { hash } from 'node:crypto';
import type { AskedDutyCheck } from '../../../shared/api/duty-checks.ts';
import { addDays, civilDateOf } from '../../../shared/domain/civil-date.ts';
import {
  beyondDuty,
  type Duty,
  type DutyKey,
  daysCompared,
  dutyHolds,
  isUnusual,
} from '../../../shared/domain/duty.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import {
  type NamedVerifier,
  refetchMilliseconds,
  type UseRecord,
} from '../../../shared/domain/use-record.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { DutyCheck, DutyCheckKeeping, DutyChecks } from '../../../shared/ports/duty-checks.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { tooManyToday } from '../day-limit.ts';
import { type KeyedCall, toMaskedDigest, type WrittenAnswer } from '../keyed-request.ts';
import { nameVerifier } from '../name-verifier.ts';
import { type PresentLicencePorts, presentAgain, presentAll } from '../present-licence.ts';
import { type FindByDutyPorts, findByDuty } from './find-by-duty.ts';

export interface LookUpByDutyPorts extends FindByDutyPorts, Omit<PresentLicencePorts, 'licences'> {
  readonly licences: FindByDutyPorts['licences'] & PresentLicencePorts['licences'];
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly directory: Pick<Directory, 'findClient' | 'findDepartment' | 'findDuty'>;
  readonly checks: DutyChecks;
}

/** @throws Problem `forbidden` without a duty that covers it, `rate-limited` beyond its checks of the day, `idempotency-mismatch`, `state-conflict` for an answer that is gone */
export type LookUpByDuty = (call: KeyedCall, asked: AskedDutyCheck) => Promise<WrittenAnswer>;

/** @throws Problem `forbidden`: no department, no duty in force, or an item beyond it */
async function requireDuty(
  { directory }: LookUpByDutyPorts,
  { department }: NamedVerifier,
  { asked, now }: { readonly asked: AskedDutyCheck; readonly now: Moment },
): Promise<Duty> {
  const { type, purpose, items } = asked;
  const key = { type, itemCode: purpose.itemCode };
  const duty = department && (await directory.findDuty({ ...key, department }));
  if (!duty || !dutyHolds(duty, now)) throw new Problem('forbidden', { reason: 'duty' });
  if (beyondDuty(duty, items).length > 0) throw new Problem('forbidden', { reason: 'duty-items' });
  return duty;
}

const keyOfDuty = ({ department, type, itemCode }: Duty): DutyKey => ({
  ...{ department, type, itemCode },
});

/** The answer: the same bytes each time, of what is kept and of what is signed. */
async function toAnswer(ports: LookUpByDutyPorts, check: DutyCheck): Promise<StoredAnswer> {
  const { use, next } = check;
  const kept = check.answer ?? (await keepFirst(ports, check));
  const licences = await presentAgain(ports, use, kept);
  const told = { dutyCheckId: use.id, checkedAt: toRfc3339(use.at) };
  const more = next === undefined ? {} : { next };
  return { status: 201, body: { ...told, licences, ...more } };
}

/** Works the verdicts out; of several that do so at once, the first one's stay. */
async function keepFirst(ports: LookUpByDutyPorts, check: DutyCheck) {
  return ports.checks.keepAnswer(check, await presentAll(ports, check.use));
}

/** Gives an answer again, for a while; whoever calls knows that the duty holds. */
async function refetch(
  ports: LookUpByDutyPorts,
  earlier: DutyCheck,
  { requestDigest, now }: { readonly requestDigest: string; readonly now: Moment },
): Promise<WrittenAnswer> {
  if (earlier.requestDigest !== requestDigest) throw new Problem('idempotency-mismatch');
  const isOver = earlier.use.at + refetchMilliseconds <= now;
  if (isOver) throw new Problem('state-conflict', { reason: 'answer-gone' });
  return { answer: await toAnswer(ports, earlier), replayed: true };
}

/** Says so when more are looked up for the first time than on other days. */
async function watch({ checks, log }: LookUpByDutyPorts, duty: Duty, now: Moment): Promise<void> {
  const today = civilDateOf(now);
  const days = Array.from({ length: daysCompared + 1 }, (_, ago) => addDays(today, -ago));
  const [newToday = 0, ...newBefore] = await checks.countNew(duty, days);
  if (!isUnusual(duty, newToday, newBefore)) return;
  const { department, type, itemCode } = duty;
  log.note('duty-check.unusual', { department, type, itemCode, newToday });
}

/** A check that its duty covers. */
interface Preparing {
  readonly key: IdempotencyKey & Pick<DutyCheck, 'requestDigest'>;
  readonly asked: AskedDutyCheck;
  readonly duty: Duty;
  readonly verifier: NamedVerifier;
  readonly now: Moment;
}

/** What is asked for, found and written out: all that `keep` writes, but for what is new. */
async function prepare(
  ports: LookUpByDutyPorts,
  { key, asked, duty, verifier, now }: Preparing,
): Promise<Omit<DutyCheckKeeping, 'isNew'>> {
  const { licences, next, ...found } = await findByDuty(ports, asked);
  const { items, purpose, caseNumber } = asked;
  const id = toTimedId('duty-check', now, ports.random(timedIdBytes));
  const seen = licences.map((licenceId) => ({ licenceId, items }));
  const use: UseRecord = {
    ...{ id, kind: 'duty-check', at: now, verifier, licences: seen, purpose, caseNumber },
  };
  const check: DutyCheck = {
    ...{ ...key, use, duty: keyOfDuty(duty) },
    ...(next === undefined ? {} : { next }),
  };
  return { check, duty, ...found };
}

/**
 * Writes a check down, unless another request with its key was faster: gives that one's.
 * @throws Problem `rate-limited`
 */
async function keepOnce(
  ports: LookUpByDutyPorts,
  prepared: Omit<DutyCheckKeeping, 'isNew'>,
  duty: Duty,
): Promise<DutyCheck | undefined> {
  const { checks, log } = ports;
  const { check, subject } = prepared;
  const now = check.use.at;
  const isNew = !(await checks.wasLookedUp(duty, subject, now));
  const outcome = await checks.keep({ ...prepared, isNew });
  if (outcome === 'too-many') {
    log.note('duty-check.limited', { client: check.client, ...keyOfDuty(duty) });
    throw tooManyToday(now);
  }
  if (outcome === 'kept') {
    if (isNew) await watch(ports, duty, now);
    return undefined;
  }
  const raced = await checks.find(check, now);
  if (raced === undefined) throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  return raced;
}

/**
 * Looks licences up without their holder, as a written duty allows, for a case. The check is counted and
 * stands in the holders' lists in the transaction that comes before the answer: so nothing is told that
 * was not counted, or that its holder does not see.
 */
export function makeLookUpByDuty(ports: LookUpByDutyPorts): LookUpByDuty {
  const { clock, digests, directory, checks } = ports;
  return async (call, asked) => {
    const now = clock.now();
    const key = {
      client: call.by,
      keyDigest: hash('sha256', call.idempotencyKey, 'base64url'),
      requestDigest: await toMaskedDigest(digests, 'duty-check-request', call),
    };
    const verifier = await nameVerifier(directory, call.by);
    const duty = await requireDuty(ports, verifier, { asked, now });
    const earlier = await checks.find(key, now);
    if (earlier !== undefined) return refetch(ports, earlier, { ...key, now });
    const prepared = await prepare(ports, { key, asked, duty, verifier, now });
    const raced = await keepOnce(ports, prepared, duty);
    if (raced !== undefined) return refetch(ports, raced, { ...key, now });
    return { answer: await toAnswer(ports, prepared.check), replayed: false };
  };
}
