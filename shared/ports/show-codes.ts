import type { Authorisation } from '../domain/authorisation.ts';
import type { ClientId } from '../domain/ids.ts';
import type { RetrievalRequestId } from '../domain/retrieval-request.ts';
import type { ShowCode } from '../domain/show-code.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** By what a code is found: a MAC of it; or, spoken, two digits at its counter, and a MAC of all nine; or the request that a holder approved. */
export type CodeFinder =
  | { readonly mac: string }
  | { readonly requestId: RetrievalRequestId }
  | { readonly counter: ClientId; readonly digits: string; readonly secretMac: string };

/** What keeps a code, with the request that asked for it. The code itself is not among it. */
export interface CodeKeeping {
  readonly code: ShowCode;
  readonly finder: Exclude<CodeFinder, { readonly requestId: RetrievalRequestId }>;
  readonly authorisation: Authorisation;
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/** Show codes, written: one transaction a call, durable once it resolves. */
export interface ShowCodeWriter {
  /** `taken`: another code that can still be used is found so; `not-active`: the leave does not hold now. */
  keep(keeping: CodeKeeping): Promise<'kept' | 'key-used' | 'taken' | 'not-active'>;
}
