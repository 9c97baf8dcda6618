import type { Authorisation } from '../domain/authorisation.ts';
import type { RetrievalRequest, RetrievalRequestId } from '../domain/retrieval-request.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** A write with the request that asked for it. */
interface Keyed {
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/** Requests of counters. Consistent; durable once resolved; one transaction a call. */
export interface RetrievalRequests {
  find(id: RetrievalRequestId): Promise<RetrievalRequest | undefined>;
  keep(keeping: Keyed & { readonly request: RetrievalRequest }): Promise<'kept' | 'key-used'>;
  /**
   * The holder's decision, once: with an authorisation, which is given by the same transaction, approved;
   * without one, declined. `moved`: it was decided or over before.
   */
  decide(
    decision: Keyed & {
      readonly id: RetrievalRequestId;
      readonly at: number;
      readonly authorisation?: Authorisation;
    },
  ): Promise<'decided' | 'key-used' | 'moved' | 'too-many'>;
}
