import type { Authorisation, AuthorisationId } from '../domain/authorisation.ts';
import type { HolderDigest, LicenceId, Moment } from '../domain/ids.ts';
import type { RetrievalRequestId } from '../domain/retrieval-request.ts';
import type { ShowCodeId } from '../domain/show-code.ts';
import type { UseRecord } from '../domain/use-record.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import type { IdempotencyKey } from './idempotency.ts';
import type { CodeFinder } from './show-codes.ts';

/** A code with the leave that it is for. */
export interface FoundCode {
  /** What is spent: the code, or the request. */
  readonly code: ShowCodeId | RetrievalRequestId;
  readonly authorisation: Authorisation;
}

/** A spoken code whose last try this was, and a wrong one. */
export interface LockedCode {
  readonly locked: ShowCodeId;
}

/** What a verdict said of a retrieved licence, kept so that a repeated retrieval says the same; no item stands in it. */
export interface RetrievedLicence {
  readonly licenceId: LicenceId;
  readonly version: number;
  readonly verification: JsonValue;
}

/** One retrieval, as it was made. */
export interface Retrieval extends IdempotencyKey {
  /** SHA-256 of what was asked for, base64url. */
  readonly requestDigest: string;
  readonly authorisation: AuthorisationId;
  /** Whose leave it is: what is another's by now is not presented. Absent where there is no leave. */
  readonly holder?: HolderDigest;
  /** Whether annotated copies 加注件 may be fetched. */
  readonly annotatedCopy: boolean;
  readonly use: UseRecord;
  /** Absent until the first answer was worked out. */
  readonly answer?: readonly RetrievedLicence[];
}

/** What spends a code, or a request that was approved. */
export interface Spending {
  readonly found: FoundCode | undefined;
  readonly retrieval: Omit<Retrieval, 'answer'>;
  readonly at: Moment;
}

/**
 * Retrievals. Trusted: whoever could write here could retrieve without leave. Durable once resolved,
 * consistent. What cannot be found is looked for, tried and spent by the same calls as what can.
 */
export interface Retrievals {
  /** Nothing of a key that has expired. */
  find(key: IdempotencyKey, now: Moment): Promise<Retrieval | undefined>;
  /** A spoken code is tried by this: a wrong secret counts, and the fifth locks it. */
  findCode(finder: CodeFinder, now: Moment): Promise<FoundCode | LockedCode | undefined>;
  /**
   * In one transaction: the code is used, the leave has one use less, the use is written for its holder.
   * `refused` when any of it does not hold: code used or expired, leave withdrawn, over, used up, for
   * another verifier or another item, delegation withdrawn. `key-used` when the key was used before.
   */
  spend(spending: Spending): Promise<'spent' | 'refused' | 'key-used'>;
  /** The first answer stays; gives the one that stands. */
  keepAnswer(
    key: IdempotencyKey,
    answer: readonly RetrievedLicence[],
  ): Promise<readonly RetrievedLicence[]>;
  /** Does the leave still stand, and the delegation it was given under? */
  stands(authorisation: AuthorisationId): Promise<boolean>;
}
