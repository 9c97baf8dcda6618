import { createHash } from 'node:crypto';
import type { ClientId, DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import { attemptGuardMilliseconds } from '../../shared/domain/signing-attempts.ts';
import { isJsonObject, type JsonValue } from '../../shared/formats/strict-json.ts';
import type {
  IdempotencyKey,
  IdempotencyRecord,
  IdempotencyRecords,
  KeyedRequest,
  StoredAnswer,
} from '../../shared/ports/idempotency.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** How long a key is remembered: longer than any client's retries, a week with a long holiday's weekend. */
const keyLifeMilliseconds = 7 * 24 * 3600 * 1000;

/** Who asks for a department, and what with. */
export interface DepartmentRequest {
  readonly client: ClientId;
  readonly department: DepartmentCode;
  /** As sent in `Idempotency-Key`. */
  readonly idempotencyKey: string;
  /** Method and path. */
  readonly route: string;
  /** As sent, read as JSON and nothing more. */
  readonly body: JsonValue;
}

/** The answer of a request that writes, and whether it was given before. */
export interface WrittenAnswer {
  readonly answer: StoredAnswer;
  readonly replayed: boolean;
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** JSON with members in order of their names, so that two spellings of one request are the same. */
function toCanonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${toCanonicalJson(member)}`);
  return `{${members.join()}}`;
}

/** The key of a request, with what it must be repeated with. */
export function toKeyedRequest(request: DepartmentRequest, now: Moment): KeyedRequest {
  const { client, department, idempotencyKey, route, body } = request;
  return {
    client,
    keyDigest: digestOf(idempotencyKey),
    requestDigest: digestOf([route, department, toCanonicalJson(body)].join('\n')),
    expiresAt: (now + keyLifeMilliseconds) as Moment,
  };
}

/**
 * What a request's key was used for, unless it has expired.
 * @throws Problem `idempotency-mismatch` when that was another request
 */
export async function findEarlier(
  records: IdempotencyRecords,
  request: KeyedRequest,
  now: Moment,
): Promise<IdempotencyRecord | undefined> {
  const record = await records.find(request);
  if (record === undefined || record.expiresAt <= now) return undefined;
  if (record.requestDigest !== request.requestDigest) throw new Problem('idempotency-mismatch');
  return record;
}

/** Seconds until another attempt may begin; 0 when it may now. */
export function secondsToWait(lastAttemptAt: Moment, now: Moment): number {
  return Math.max(0, Math.ceil((lastAttemptAt + attemptGuardMilliseconds - now) / 1000));
}

/** That the first request with the key is still at work. */
export function inFlight(retryAfterSeconds: number): Problem {
  return new Problem('idempotency-in-flight', { retryAfterSeconds });
}

/** The part of a keyed request that names it. */
export const toKey = ({ client, keyDigest }: KeyedRequest): IdempotencyKey => ({
  client,
  keyDigest,
});
