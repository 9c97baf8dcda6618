import type { Moment } from '../domain/ids.ts';
import type { TrailFact, TrailHead, TrailRow } from '../domain/trail.ts';

/** That facts were written; told twice, it does no harm. */
export interface TrailNotice {
  readonly facts: readonly TrailFact[];
}

/** A checkpoint as it is kept. */
export interface KeptCheckpoint {
  readonly sequence: number;
  readonly compact: string;
}

/**
 * The trail. Durable once resolved, consistent. Not trusted: whoever could write here could alter it, and
 * an audit would show where.
 */
export interface Trail {
  /** Gives each fact its row, behind the last one; a fact that has one keeps it. */
  append(facts: readonly TrailFact[], at: Moment): Promise<void>;
  head(): Promise<TrailHead>;
  /** Rows behind a number, in order. */
  read(after: number, limit: number): Promise<readonly TrailRow[]>;
  lastCheckpoint(): Promise<KeptCheckpoint | undefined>;
  /** Checkpoints behind a number, in order. */
  readCheckpoints(after: number, limit: number): Promise<readonly KeptCheckpoint[]>;
  /** `taken` when one of that number is there. */
  keepCheckpoint(checkpoint: KeptCheckpoint): Promise<'kept' | 'taken'>;
}
