import { hash } from 'node:crypto';
import type { ClientId, DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import type { LicenceDraft } from '../../shared/domain/licence-draft.ts';
import { findRepeated, keyExpiresAt } from '../../shared/domain/repeated-request.ts';
import { attemptGuardMilliseconds } from '../../shared/domain/signing-attempts.ts';
import { toCanonicalJson } from '../../shared/formats/canonical-json.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import type {
  IdempotencyKey,
  IdempotencyRecord,
  IdempotencyRecords,
  KeyedRequest,
} from '../../shared/ports/idempotency.ts';
import { Problem } from '../../shared/problem/problem.ts';

export type { WrittenAnswer } from '../../shared/requests/keyed-request.ts';

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

const digestOf = (text: string) => hash('sha256', text, 'base64url');

/** The key of a request, with what it must be repeated with. */
export function toKeyedRequest(request: DepartmentRequest, now: Moment): KeyedRequest {
  const { client, department, idempotencyKey, route, body } = request;
  return {
    client,
    keyDigest: digestOf(idempotencyKey),
    requestDigest: digestOf([route, department, toCanonicalJson(body)].join('\n')),
    expiresAt: keyExpiresAt(now),
  };
}

/**
 * The key of the one licence that is made of a draft, whoever confirms it and however often. No client
 * can send it: a line break stands in no header.
 */
export function toDraftKey({ id, draftedBy, expiresAt }: LicenceDraft): KeyedRequest {
  const digest = digestOf(`draft\n${id}`);
  return {
    client: draftedBy,
    keyDigest: digest,
    requestDigest: digest,
    expiresAt: keyExpiresAt(expiresAt),
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
  return findRepeated(await records.find(request), request, now);
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
