import type {
  Answerable,
  Complaint,
  ComplaintAnswer,
  ComplaintCase,
  ComplaintId,
} from '../domain/complaint.ts';
import type { HolderDigest } from '../domain/ids.ts';
import type { UseRecord } from '../domain/use-record.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** Newest first, behind a complaint, at most so many. */
export interface ComplaintsQuery {
  readonly whose: Answerable;
  readonly after?: ComplaintId;
  readonly limit: number;
}

/** What is said under a key. */
interface Said {
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/** Complaints about uses, kept for good. Trusted, consistent; every write lands whole with its key or not at all. */
export interface Complaints {
  /** A use in a party's own list, by the id that it was shown under. */
  findUse(party: HolderDigest, useId: string): Promise<UseRecord | undefined>;
  /** `made` when there is one by this party about this use. */
  keep(kept: Said & { readonly complaint: Complaint }): Promise<'kept' | 'key-used' | 'made'>;
  /** Of those who have to answer only. */
  find(whose: Answerable, id: ComplaintId): Promise<ComplaintCase | undefined>;
  list(
    query: ComplaintsQuery,
  ): Promise<{ readonly cases: readonly ComplaintCase[]; readonly end?: ComplaintId }>;
  /** `answered` when somebody did before. */
  answer(
    said: Said & { readonly id: ComplaintId; readonly said: ComplaintAnswer },
  ): Promise<'kept' | 'key-used' | 'answered'>;
}
