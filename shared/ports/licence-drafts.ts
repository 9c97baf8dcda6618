import type { ClientId, DepartmentCode, Moment } from '../domain/ids.ts';
import type { LicenceDraft, LicenceDraftId } from '../domain/licence-draft.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** Where a page of a department's drafts ends. */
export interface DraftPosition {
  readonly draftedAt: Moment;
  readonly id: LicenceDraftId;
}

/** Which drafts of a department: newest first, at most `limit`, behind a position. */
export interface DraftQuery {
  readonly department: DepartmentCode;
  readonly after?: DraftPosition;
  readonly limit: number;
}

/** One page; without `end` it is the last. */
export interface DraftPage {
  readonly drafts: readonly LicenceDraft[];
  readonly end?: DraftPosition;
}

/** Reading drafts. Consistent. They hold personal data; callers show a draft to its own department only. */
export interface LicenceDrafts {
  find(id: LicenceDraftId): Promise<LicenceDraft | undefined>;
  listByDepartment(query: DraftQuery): Promise<DraftPage>;
}

/** Written with the key of the request that asked for it, or not at all. */
interface Answering {
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/** A new draft. */
export interface DraftKeeping extends Answering {
  readonly draft: LicenceDraft;
}

/** The end of a draft that nobody approved. */
export interface DraftRejection extends Answering {
  readonly id: LicenceDraftId;
  readonly at: Moment;
  readonly by: ClientId;
  readonly reason: string;
}

/**
 * Writing drafts, except for what approving does to them: that is the register's, in the transactions
 * that reserve a licence, bring it into force or give it up. One transaction a call, durable once it
 * resolves; a call recognises its own writing, however late (as `Register` does).
 */
export interface LicenceDraftWriter {
  /** `key-used` when the idempotency key is taken and has not expired. */
  keep(keeping: DraftKeeping): Promise<'kept' | 'key-used'>;
  /** `moved` when it does not await approval any more; `key-used` as above. */
  reject(rejection: DraftRejection): Promise<'rejected' | 'moved' | 'key-used'>;
}
