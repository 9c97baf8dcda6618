/** One signed issue root as the publishing zone keeps it. */
export interface IssueRootRecord {
  readonly number: number;
  readonly compact: string;
  /** SHA-256 of the compact bytes, unpadded base64url: what the next root is chained to. */
  readonly digest: string;
  readonly issuedAt: number;
  /** Half-open, hours' first seconds; the digests under it are those of the last hour. */
  readonly from: number;
  readonly until: number;
  readonly size: number;
  /** Which part of the hour's digests it is over, from 0. */
  readonly part: number;
}

/**
 * The chain of issue roots; what lies on the shelf is put there from these rows. Durable, consistent,
 * append-only: a number is given once, whoever else publishes. Trusted: whoever could write it could
 * sign nothing, but could make the next root follow another one.
 */
export interface IssueRootRecords {
  latest(): Promise<IssueRootRecord | undefined>;
  /** `taken` when a root of that number is recorded already, be it this one. */
  append(record: IssueRootRecord): Promise<'appended' | 'taken'>;
}
