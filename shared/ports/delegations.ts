import type { DelegationId } from '../domain/authorisation.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { HolderDigest, Moment } from '../domain/ids.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** Which of somebody's delegations are asked for, given or had: newest first. */
export interface DelegationsQuery {
  readonly party: HolderDigest;
  readonly after?: DelegationId;
  readonly limit: number;
}

/** Delegations as they stand. Consistent. */
export interface Delegations {
  find(id: DelegationId): Promise<Delegation | undefined>;
  list(
    query: DelegationsQuery,
  ): Promise<{ readonly delegations: readonly Delegation[]; readonly end?: DelegationId }>;
}

/** What accepts a delegation, with the request that does. */
export interface DelegationAcceptance {
  readonly id: DelegationId;
  readonly name: string;
  readonly at: Moment;
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/**
 * Delegations, written. Trusted as authorisations are: under one, authorisations are given. One
 * transaction a call, durable once it resolves; one whose answer was lost recognises its own.
 */
export interface DelegationWriter {
  keep(keeping: {
    readonly delegation: Delegation;
    readonly key: KeyedRequest;
    readonly answer: StoredAnswer;
  }): Promise<'kept' | 'key-used' | 'too-many'>;
  /** `moved`: it was accepted, ended or over before. */
  accept(acceptance: DelegationAcceptance): Promise<'accepted' | 'key-used' | 'moved'>;
  /** Every authorisation under it is worth nothing from then on. May be repeated: the first time stays. */
  end(id: DelegationId, at: Moment): Promise<void>;
}
