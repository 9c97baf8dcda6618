import type { ClientId, LicenceId, Moment } from '../domain/ids.ts';
import type { JsonValue } from '../formats/strict-json.ts';

/** An `Idempotency-Key` as it is kept: the client it belongs to and SHA-256 of the key, base64url. */
export interface IdempotencyKey {
  readonly client: ClientId;
  readonly keyDigest: string;
}

/** A key together with the request that it was used for. */
export interface KeyedRequest extends IdempotencyKey {
  /** SHA-256 over route, department and canonical body, base64url. */
  readonly requestDigest: string;
  /** From this moment on the key counts as never used; readers check, deletion may lag. */
  readonly expiresAt: Moment;
  /**
   * What the request was part of, where one key may be used by several: a bulk job and its row. Kept
   * with the key, so that whoever finds it used knows whether it was by itself. Makes no difference
   * to whether a request is the same.
   */
  readonly origin?: string;
}

/** The answer that a repeated request gets again, word for word. */
export interface StoredAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: JsonValue;
}

/** What became of a key: its licence is still being made, or its answer stands. */
export type IdempotencyRecord = KeyedRequest &
  (
    | {
        readonly state: 'in-flight';
        readonly licenceId: LicenceId;
        readonly version: number;
        /** Signing attempts recorded so far, and when the last one was. */
        readonly attempts: number;
        readonly lastAttemptAt: Moment;
      }
    | { readonly state: 'done'; readonly answer: StoredAnswer }
  );

/** Looks up what a key was used for. Consistent; an expired record may still be returned. */
export interface IdempotencyRecords {
  find(key: IdempotencyKey): Promise<IdempotencyRecord | undefined>;
}

/** The same for many keys in few calls. */
export interface GatheredIdempotencyRecords extends IdempotencyRecords {
  /** What is there, in no order. */
  gather(keys: readonly IdempotencyKey[]): Promise<readonly IdempotencyRecord[]>;
}
