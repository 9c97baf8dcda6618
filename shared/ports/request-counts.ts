import type { ClientId, Moment } from '../domain/ids.ts';

/**
 * How many requests clients have taken, for all containers together. Each addition is atomic; one whose
 * answer is lost may count twice, never less than once. Forgotten some time after the window. Trusted
 * only for fairness: whoever could write it could shut a client out, or let it ask without end.
 */
export interface RequestCounts {
  /** Adds to what the client has taken in the window that begins then, and gives the sum. */
  add(client: ClientId, window: Moment, requests: number): Promise<number>;
}
