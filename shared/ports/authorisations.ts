import type { Authorisation, AuthorisationId } from '../domain/authorisation.ts';
import type { HolderDigest, Moment } from '../domain/ids.ts';
import type { ShowCode } from '../domain/show-code.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** Which of somebody's authorisations are asked for: newest first. */
export interface AuthorisationsQuery {
  readonly party: HolderDigest;
  readonly after?: AuthorisationId;
  readonly limit: number;
}

/** One page; without `end` it is the last. */
export interface AuthorisationsPage {
  readonly authorisations: readonly Authorisation[];
  readonly end?: AuthorisationId;
}

/** Authorisations as they stand. Consistent: what has resolved is seen. */
export interface Authorisations {
  find(id: AuthorisationId): Promise<Authorisation | undefined>;
  /** Its latest codes, newest first. */
  listCodes(id: AuthorisationId): Promise<readonly ShowCode[]>;
  list(query: AuthorisationsQuery): Promise<AuthorisationsPage>;
}

/** What keeps an authorisation, with the request that asked for it. */
export interface AuthorisationKeeping {
  readonly authorisation: Authorisation;
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/**
 * Authorisations, written. Trusted: whoever could write them could show anybody's licences to anybody.
 * Every call is one transaction, durable once it resolves; one whose answer was lost recognises its own.
 */
export interface AuthorisationWriter {
  /** `too-many`: the holder's day is used up; `delegation-over`: it was withdrawn, is used up or over. */
  keep(
    keeping: AuthorisationKeeping,
  ): Promise<'kept' | 'key-used' | 'too-many' | 'delegation-over'>;
  /** May be repeated: the first time stays. */
  withdraw(id: AuthorisationId, at: Moment): Promise<void>;
}
