import { Problem } from '../problem/problem.ts';
import type { Moment } from './ids.ts';

/** How long a key is remembered: longer than any client's retries, a week with a long holiday's weekend. */
const keyLifeMilliseconds = 7 * 24 * 3600 * 1000;

/** From when on an `Idempotency-Key` that is used at a moment counts as never used. */
export function keyExpiresAt(usedAt: Moment): Moment {
  return (usedAt + keyLifeMilliseconds) as Moment;
}

/** A request as its key names it: SHA-256 of what must be the same when it is repeated, base64url. */
interface NamedRequest {
  readonly requestDigest: string;
}

/**
 * What a key was used for, if that was this request, and not too long ago: the one rule for every
 * request that writes.
 * @throws Problem `idempotency-mismatch` when it was another request
 */
export function findRepeated<Used extends NamedRequest & { readonly expiresAt: Moment }>(
  used: Used | undefined,
  request: NamedRequest,
  now: Moment,
): Used | undefined {
  if (used === undefined || used.expiresAt <= now) return undefined;
  if (used.requestDigest !== request.requestDigest) throw new Problem('idempotency-mismatch');
  return used;
}
