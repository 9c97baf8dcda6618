import type { LicenceId, Moment } from '../domain/ids.ts';
import type { IdempotencyKey } from './idempotency.ts';

/** A licence that was reserved and has not ended yet, with the key of the request that it is for. */
export interface StaleReservation {
  readonly licenceId: LicenceId;
  readonly version: number;
  /** When it was reserved: tells it from a later reservation of the same version. */
  readonly at: Moment;
  readonly key: IdempotencyKey;
}

/**
 * What stayed reserved: an index of the register, written in the transaction that reserves, put anew
 * with each attempt to sign, removed in the transaction that brings into force or gives up. So it is
 * found without a scan, and holds nothing else. Consistent; one that is being ended may still come.
 */
export interface StaleReservations {
  /** Those that have fallen due by that moment; holds no personal data. */
  listDue(now: Moment): AsyncIterable<StaleReservation>;
}
