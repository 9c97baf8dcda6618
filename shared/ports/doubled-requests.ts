import type { LicenceId } from '../domain/ids.ts';

/** A licence that was reserved in another turn, by a request whose key still counts. */
export interface RequestOfAnotherTurn {
  /** Another licence that the same request made, where neither has ended. */
  readonly twin?: LicenceId;
}

/**
 * Requests that were answered in one Region, and once more in the other, which knew nothing of it: the
 * key that arrives last tells of one licence, each licence still tells of its request. Consistent, of
 * what has arrived.
 */
export interface DoubledRequests {
  /** Undefined for a licence of the turn of that number, for one whose request's key counts no more, and for an old one without a twin. */
  look(id: LicenceId, epoch: number): Promise<RequestOfAnotherTurn | undefined>;
}
