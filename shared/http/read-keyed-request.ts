import { createHash } from 'node:crypto';
import type { ClientId } from '../domain/ids.ts';
import { toCanonicalJson } from '../formats/canonical-json.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import type { HttpRequest } from './http-message.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

const toDigest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A request as its `Idempotency-Key` names it, and what it asks for; both SHA-256, unpadded base64url. */
export interface KeyedRequest {
  readonly client: ClientId;
  readonly keyDigest: string;
  readonly requestDigest: string;
}

/**
 * The caller, the key and the request behind it: route and body as canonical JSON, so that the order
 * of names and blanks make no difference.
 * @throws Problem `idempotency-key-missing`, `unauthenticated`, and those of reading the body
 */
export function readKeyedRequest(request: HttpRequest): KeyedRequest {
  const body = toCanonicalJson(request.body());
  return {
    client: request.caller().clientId,
    keyDigest: toDigest(readIdempotencyKey(request)),
    requestDigest: toDigest(`${request.method} ${request.path}\n${body}`),
  };
}

/** The same for a request whose sender is no client: a holder's. */
export function toDigestedKey(request: {
  readonly by: ClientId;
  readonly idempotencyKey: string;
  readonly route: string;
  readonly body: JsonValue;
}): KeyedRequest {
  return {
    client: request.by,
    keyDigest: toDigest(request.idempotencyKey),
    requestDigest: toDigest(`${request.route}\n${toCanonicalJson(request.body)}`),
  };
}
