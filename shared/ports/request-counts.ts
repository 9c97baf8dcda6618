import type { Moment } from '../domain/ids.ts';

/**
 * How many requests clients and holders have taken, for all containers together. Each addition is atomic; one whose
 * answer is lost may count twice, never less than once. Forgotten some time after the window. Trusted
 * only for fairness: whoever could write it could shut somebody out, or let it ask without end.
 */
export interface RequestCounts {
  /** Adds to what the caller, by client id or holder digest, has taken in the window that begins then, and gives the sum. */
  add(caller: string, window: Moment, requests: number): Promise<number>;
}
