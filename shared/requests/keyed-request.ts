import { hash } from 'node:crypto';
import type { ClientId, Moment } from '../domain/ids.ts';
import { findRepeated, keyExpiresAt } from '../domain/repeated-request.ts';
import { toCanonicalJson } from '../formats/canonical-json.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import type { IdempotencyRecords, KeyedRequest, StoredAnswer } from '../ports/idempotency.ts';
import { Problem } from '../problem/problem.ts';

/** A request that writes, as its handler hands it to the use case. */
export interface KeyedCall {
  /** A client's id, or who logged in and for whom. */
  readonly by: ClientId;
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

const digestOf = (text: string) => hash('sha256', text, 'base64url');

/** The key of a request, with what it must be repeated with. */
export function toKeyedRequest(call: KeyedCall, now: Moment): KeyedRequest {
  return {
    client: call.by,
    keyDigest: digestOf(call.idempotencyKey),
    requestDigest: digestOf(`${call.route}\n${toCanonicalJson(call.body)}`),
    expiresAt: keyExpiresAt(now),
  };
}

/**
 * Does a request's work once: a repeated one gets the first answer. The work says `key-used` when another
 * request with the key was faster.
 * @throws Problem `idempotency-mismatch`, and those of the work
 */
export async function answerOnce(
  records: IdempotencyRecords,
  request: { readonly key: KeyedRequest; readonly now: Moment },
  work: () => Promise<StoredAnswer | 'key-used'>,
): Promise<WrittenAnswer> {
  const { key, now } = request;
  const replay = async (): Promise<WrittenAnswer | undefined> => {
    const earlier = findRepeated(await records.find(key), key, now);
    return earlier?.state === 'done' ? { answer: earlier.answer, replayed: true } : undefined;
  };
  const before = await replay();
  if (before !== undefined) return before;
  const answer = await work();
  if (answer !== 'key-used') return { answer, replayed: false };
  const raced = await replay();
  if (raced !== undefined) return raced;
  throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
}
