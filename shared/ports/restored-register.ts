import type { LicenceId, Moment, StatusListId } from '../domain/ids.ts';
import type { StatusEntry } from './status-entries.ts';

/** A running number of a department and type; `leased` is the last value that may have been given. */
export interface RunningSequence {
  readonly name: string;
  readonly leased: number;
}

/** Where a licence's version stands in a status list. */
export interface RestoredPlace {
  readonly licenceId: LicenceId;
  readonly statusList: StatusListId;
  readonly statusIndex: number;
}

/**
 * A register that was restored from a backup, while nobody writes: what must be moved on before anybody
 * does. Every act may be repeated.
 */
export interface RestoredRegister {
  sequences(): AsyncIterable<RunningSequence>;
  /** Moves a counter on to `leased`; never back. */
  raise(name: string, leased: number): Promise<void>;
  /** No place of the list is handed out any more. */
  close(list: StatusListId): Promise<void>;
  /** Names a list, so that the next place is taken from it. */
  open(list: StatusListId, at: Moment): Promise<void>;
  putStatus(list: StatusListId, entry: StatusEntry): Promise<void>;
  /** Of every entry of every licence: the same place comes as often as it has entries. */
  places(): AsyncIterable<RestoredPlace>;
}
