import type { AuthorisedLicence, Purpose } from '../domain/authorisation.ts';
import type { Moment } from '../domain/ids.ts';
import type { UseRecord } from '../domain/use-record.ts';

/** One licence of a retrieval whose holder wants copies of it marked. */
export interface RetrievedCopy {
  readonly use: UseRecord;
  readonly licence: AuthorisedLicence;
  /** Of the licence, as it was retrieved. */
  readonly version: number;
  /** As the holder gave leave for it. */
  readonly purpose: Purpose;
  /** Until when the leave runs. */
  readonly until: Moment;
}

/** Retrievals that annotated copies are made of. Consistent. Trusted: who could write them could have anything marked as authorised. */
export interface RetrievedCopies {
  /** Nothing for a leave that wants no copies, or that does not stand any more, and before the retrieval was answered. */
  find(retrievalId: string, licenceId: string): Promise<RetrievedCopy | undefined>;
}
