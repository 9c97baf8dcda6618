import type { HolderDigest } from '../domain/ids.ts';
import type { UseRecord } from '../domain/use-record.ts';

/** Which of a holder's uses are asked for: newest first. */
export interface UsesQuery {
  readonly party: HolderDigest;
  /** Sort position of the last one. */
  readonly after?: string;
  readonly limit: number;
}

/** Who used what, for its holder and for a delegate who gave leave. Consistent; written with what was used. */
export interface Uses {
  list(query: UsesQuery): Promise<{ readonly uses: readonly UseRecord[]; readonly end?: string }>;
}
