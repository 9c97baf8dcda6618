import type { Moment } from '../../shared/domain/ids.ts';
import type {
  KeyedSealRequest,
  SealRequest,
  SealRequestRecord,
  SealRequests,
} from '../../shared/ports/seals.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** How long a repeated request gets the same answer. */
const keptMilliseconds = 24 * 60 * 60 * 1000;

/** The request as it is recorded. */
export function toSealRequest(request: KeyedSealRequest, now: Moment): SealRequest {
  return { ...request, expiresAt: (now + keptMilliseconds) as Moment };
}

/**
 * What this request did before, if it did.
 * @throws Problem `idempotency-mismatch` when the key was used for another request
 */
export async function findEarlier(
  requests: SealRequests,
  request: KeyedSealRequest,
  now: Moment,
): Promise<SealRequestRecord | undefined> {
  const record = await requests.find(request.client, request.keyDigest);
  if (record === undefined || record.expiresAt <= now) return undefined;
  if (record.requestDigest !== request.requestDigest) throw new Problem('idempotency-mismatch');
  return record;
}
