import type { LicenceState } from './licence.ts';
import { isEnded, keepsGround, statusOf } from './licence-state.ts';

/** What the fold needs of one entry: its place in the order of writing, and the state it records. */
export interface StateEntry {
  readonly region: string;
  /** Of the writer's lease; a higher one wrote later. */
  readonly epoch: number;
  /** Rises by one with each entry of the licence. */
  readonly seq: number;
  readonly state: LicenceState;
}

/** What a version of a licence is, by its entries. */
export interface FoldedState {
  readonly state: LicenceState;
  /** Four bits as published. */
  readonly status: number;
  /** Highest sequence among the entries. */
  readonly seq: number;
  /** A withdrawn or penalty-revoked licence was deregistered as well. */
  readonly alsoDeregistered: boolean;
}

function compareEntries(a: StateEntry, b: StateEntry): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  if (a.seq !== b.seq) return a.seq - b.seq;
  if (a.region !== b.region) return a.region < b.region ? -1 : 1;
  return a.state < b.state ? -1 : 1;
}

/**
 * Folds the entries of one version of a licence into its state, whatever the order and however often
 * they arrive: the first ended state in the order of writing holds for ever; without one, the last
 * entry written holds. Entries that are still missing may change which ended state holds, never that
 * one does.
 * @returns `undefined` without entries
 */
export function foldEntries(entries: readonly StateEntry[]): FoldedState | undefined {
  const ordered = entries.toSorted(compareEntries);
  const holding = ordered.find((entry) => isEnded(entry.state)) ?? ordered.at(-1);
  if (!holding) return undefined;
  // an ended state that does not hold came later
  const deregistered = ordered.some((entry) => entry.state === 'deregistered');
  return {
    state: holding.state,
    status: statusOf(holding.state),
    seq: ordered.reduce((highest, entry) => Math.max(highest, entry.seq), 0),
    alsoDeregistered: keepsGround(holding.state) && deregistered,
  };
}
