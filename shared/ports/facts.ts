import type { BulkJob } from '../domain/bulk-job.ts';
import type {
  CivilDate,
  ClientId,
  DepartmentCode,
  LicenceId,
  Moment,
  SealId,
  StatusListId,
} from '../domain/ids.ts';
import type { LicenceState } from '../domain/licence.ts';
import type { LicenceDraft } from '../domain/licence-draft.ts';
import type { SealHead } from '../domain/seal.ts';

/** What an entry of a licence says, as far as others are told. */
export interface LicenceFact {
  readonly version: number;
  readonly state: LicenceState;
  readonly at: Moment;
  /** Rises by one with each entry of the licence. */
  readonly seq: number;
  /** Written with a version's coming into force: of the one that comes, and of the one that goes. */
  readonly kind?: string;
  /** Of the version that it is about. */
  readonly sealId?: SealId;
  /** Where that version's published status stands. */
  readonly statusList: StatusListId;
}

/** How a licence stands. */
export interface LicenceStanding {
  readonly version: number;
  readonly state: LicenceState;
  /** Without one it is permanent. */
  readonly validUntil?: CivilDate;
}

/** A draft, as far as it waits for somebody. */
export type DraftFact = Pick<LicenceDraft, 'state' | 'department' | 'type' | 'draftedAt'>;

/** A retrieval, as far as the verifier's own department is told. */
export interface RetrievalFact {
  readonly id: string;
  readonly at: Moment;
  readonly client: ClientId;
  readonly department?: DepartmentCode;
  readonly licences: readonly LicenceId[];
  readonly itemCode: string;
}

/**
 * What events are made from, read where it was written, by single attributes: no holder, no item of a
 * face, no words. Consistent.
 */
export interface Facts {
  /** @param entry its sort key in the register */
  findLicenceEntry(id: LicenceId, entry: string): Promise<LicenceFact | undefined>;
  findStanding(id: LicenceId): Promise<LicenceStanding | undefined>;
  findSeal(id: string): Promise<Pick<SealHead, 'department' | 'entries' | 'kind'> | undefined>;
  findRetrieval(id: string): Promise<RetrievalFact | undefined>;
  findDraft(id: string): Promise<DraftFact | undefined>;
  findJob(id: string): Promise<BulkJob | undefined>;
}
