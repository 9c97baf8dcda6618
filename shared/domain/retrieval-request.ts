import type { AuthorisationId, Purpose } from './authorisation.ts';
import type { Branded, LicenceTypeCode, Moment } from './ids.ts';
import type { NamedVerifier } from './use-record.ts';

export type RetrievalRequestId = Branded<string, 'RetrievalRequestId'>;

/** One licence type and the items of it that a counter needs, or would like. */
export interface RequestedLicence {
  readonly type: LicenceTypeCode;
  readonly items: readonly { readonly name: string; readonly required: boolean }[];
}

/** What a counter asks a holder for: the holder sees who asks, what, why and until when. */
export interface RetrievalRequest {
  readonly id: RetrievalRequestId;
  readonly verifier: NamedVerifier;
  readonly licences: readonly RequestedLicence[];
  readonly purpose: Purpose;
  readonly madeAt: Moment;
  /** First moment at which it can no longer be approved, or what was approved be fetched. */
  readonly expiresAt: Moment;
  readonly decision?: 'approved' | 'declined';
  readonly authorisation?: AuthorisationId;
}

export const retrievalRequestStates = ['waiting', 'approved', 'declined', 'expired'] as const;
export type RetrievalRequestState = (typeof retrievalRequestStates)[number];

/** How long a holder has, and the counter after them. */
export const retrievalRequestMilliseconds = 10 * 60_000;

/** What a request is at a moment. */
export function requestStateAt(one: RetrievalRequest, now: Moment): RetrievalRequestState {
  if (one.expiresAt <= now) return 'expired';
  return one.decision ?? 'waiting';
}

/** What the counter's QR code says: behind `#`, so that no server is told. */
export function toRequestAddress(provinceUrl: string, id: RetrievalRequestId): string {
  return `${provinceUrl}/a#${id}`;
}
