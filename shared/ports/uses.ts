import type { ComplaintCase } from '../domain/complaint.ts';
import type { HolderDigest } from '../domain/ids.ts';
import type { UseRecord } from '../domain/use-record.ts';

/** Which of a holder's uses are asked for: newest first. */
export interface UsesQuery {
  readonly party: HolderDigest;
  /** Sort position of the last one. */
  readonly after?: string;
  readonly limit: number;
}

/** A use as a party finds it in their list, with what they have against it. */
export interface ListedUse extends UseRecord {
  readonly complaint?: ComplaintCase;
}

/** Who used what, for its holder and for a delegate who gave leave. Consistent; written with what was used. */
export interface Uses {
  list(query: UsesQuery): Promise<{ readonly uses: readonly ListedUse[]; readonly end?: string }>;
}
