import type { StatusListId } from '../domain/ids.ts';

/** A licence version's own place in a status list. */
export interface StatusPlace {
  readonly statusList: StatusListId;
  /** 0…131071, already through the list's keyed permutation. */
  readonly statusIndex: number;
}

/**
 * Hands out places in status lists. No place is ever handed out twice, by any container, whatever
 * fails: a counter is moved durably by whole blocks before a block is used, so places are lost rather
 * than doubled (`threats.md` T01). Opens a new list when one is full.
 */
export interface StatusPlaces {
  take(): Promise<StatusPlace>;
}

/**
 * Hands out the running numbers of licence numbers made by a pattern, from 1 upward, each once within
 * its scope. Gaps are allowed, repeats are not.
 */
export interface NumberSequences {
  /** @param scope names the sequence; holds nothing personal */
  next(scope: string): Promise<number>;
}
