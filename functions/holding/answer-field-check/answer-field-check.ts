import { hash } from 'node:crypto';
import type { AskedFieldCheck, FieldCheckAnswer } from '../../../shared/api/field-checks.ts';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import {
  matches,
  namesTold,
  type ToldLicence,
  type ToldName,
  toToldText,
} from '../../../shared/domain/field-check.ts';
import { readIdentifier } from '../../../shared/domain/identifier.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { UseRecord } from '../../../shared/domain/use-record.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type {
  FieldCheck,
  FieldChecks,
  LicencePointer,
  ToldLicences,
} from '../../../shared/ports/field-checks.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { tooManyToday } from '../day-limit.ts';
import {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  toMaskedDigest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { nameVerifier } from '../name-verifier.ts';

export interface AnswerFieldCheckPorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** By the key of holders' codes and personal numbers, and of what is asked, which could be found out by trying. */
  readonly digests: KeyedDigests;
  readonly directory: Pick<Directory, 'findClient' | 'findDepartment'>;
  readonly records: IdempotencyRecords;
  readonly licences: ToldLicences;
  readonly checks: FieldChecks;
}

/** @throws Problem `rate-limited` when a limit of the day is reached, `idempotency-mismatch`, `forbidden` */
export type AnswerFieldCheck = (call: KeyedCall, asked: AskedFieldCheck) => Promise<WrittenAnswer>;

function toTold({ licence, ...told }: AskedFieldCheck): ToldLicence {
  const { identifier, type, department, number } = licence;
  if (identifier !== undefined) return { ...told, licence: readIdentifier(identifier) };
  if (type === undefined || department === undefined || number === undefined) {
    throw new Error('the reader of field checks let an unnamed licence through');
  }
  return { ...told, licence: { type, department, number } };
}

/** Where a told name leads. Whether a number is personal is not known: it is looked for in both ways. */
async function toPointer(digests: KeyedDigests, told: ToldName): Promise<LicencePointer> {
  const number = 'number' in told ? told.number : '';
  const mac = await digests.digest('number', number);
  if ('identifier' in told) return { licenceId: told.licenceId };
  const { type, department } = told;
  const plain = hash('sha256', number, 'base64url');
  return { numberKeys: [plain, mac].map((digest) => ({ type, department, numberDigest: digest })) };
}

function toUse(
  ports: Pick<AnswerFieldCheckPorts, 'random'>,
  of: Pick<UseRecord, 'at' | 'verifier' | 'purpose' | 'licences' | 'matched'>,
): UseRecord {
  const id = toTimedId('field-check', of.at, ports.random(timedIdBytes));
  return { id, kind: 'field-check', ...of };
}

/** Compares, and says who is to see it: all that is written down, but for the request's key. */
async function compare(
  ports: AnswerFieldCheckPorts,
  { call, asked, now }: { call: KeyedCall; asked: AskedFieldCheck; now: Moment },
): Promise<FieldCheck> {
  const { digests, licences, checks, directory } = ports;
  const told = toTold(asked);
  const verifier = await nameVerifier(directory, call.by);
  const whose = verifier.department ?? verifier.client;
  const subject = await digests.digest('field-check-name', toToldText(told.licence));
  const found = await licences.find(await toPointer(digests, told.licence));
  const isNew = !(await checks.wasAsked({ whose, subject }, now));
  const matched = found !== undefined && matches(told, found, civilDateOf(now));
  const items = namesTold(told);
  const used = found === undefined ? [] : [{ licenceId: found.licenceId, items }];
  const { purpose } = asked;
  const use = toUse(ports, { at: now, verifier, purpose, licences: used, matched });
  return { whose, subject, isNew, matched, use, concerned: found?.holderDigests ?? [] };
}

function toAnswer({ use, matched }: FieldCheck): StoredAnswer {
  const body: FieldCheckAnswer = {
    fieldCheckId: use.id,
    checkedAt: toRfc3339(use.at),
    matches: matched,
  };
  return { status: 201, body };
}

/**
 * Says whether what a verifier was told is what a licence in force says: yes or no and nothing else, by
 * the same calls whether there is no such licence or it says otherwise. The check is counted and stands in
 * its holders' lists in the transaction that keeps the answer; so no answer goes uncounted or unseen.
 */
export function makeAnswerFieldCheck(ports: AnswerFieldCheckPorts): AnswerFieldCheck {
  const { clock, records, checks, digests, log } = ports;
  return async (call, asked) => {
    const now = clock.now();
    const requestDigest = await toMaskedDigest(digests, 'field-check-request', call);
    const key = { ...toKeyedRequest(call, now), requestDigest };
    return answerOnce(records, { key, now }, async () => {
      const check = await compare(ports, { call, asked, now });
      const answer = toAnswer(check);
      const outcome = await checks.keep({ check, key, answer });
      if (outcome === 'kept') return answer;
      if (outcome === 'key-used') return outcome;
      log.note('field-check.limited', { client: call.by, limit: outcome.reached });
      throw tooManyToday(now);
    });
  };
}
