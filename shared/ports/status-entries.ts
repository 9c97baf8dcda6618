import type { StatusListId } from '../domain/ids.ts';

/** One entry of a status list that is not 0x00, or was once: `index` 0…131071, `status` 4 bits. */
export interface StatusEntry {
  readonly index: number;
  readonly status: number;
}

/**
 * What status lists are built from, read straight from the register by consistent reads: a change that
 * has resolved is seen. Trusted: whoever could alter it could bring a withdrawn licence back.
 */
export interface StatusEntries {
  /** Every status list ever opened, in order of their ids. */
  listStatusLists(): Promise<readonly StatusListId[]>;
  /** All entries of one list in order of their index; an index that does not come is 0x00. */
  entriesOf(list: StatusListId): AsyncIterable<StatusEntry>;
}
