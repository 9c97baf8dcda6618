import type { Moment } from '../../shared/domain/ids.ts';
import { findRepeated, keyExpiresAt } from '../../shared/domain/repeated-request.ts';
import type {
  KeyedSealRequest,
  SealRequest,
  SealRequestRecord,
  SealRequests,
} from '../../shared/ports/seals.ts';

/** The request as it is recorded. */
export function toSealRequest(request: KeyedSealRequest, now: Moment): SealRequest {
  return { ...request, expiresAt: keyExpiresAt(now) };
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
  return findRepeated(await requests.find(request.client, request.keyDigest), request, now);
}
