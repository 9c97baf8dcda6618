import type { DepartmentCode, LicenceId, Moment } from '../domain/ids.ts';
import type { LicenceEntry, LicenceHead, Reservation, SignedForms } from './register.ts';

/** Where a page of a department's list ends: the time and the id of its last licence. */
export interface ListPosition {
  readonly issuedAt: Moment;
  readonly licenceId: LicenceId;
}

/** Which licences of a department are asked for: newest first, at most `limit` of them. */
export interface ListQuery {
  readonly department: DepartmentCode;
  /** Came into force at this moment or later. */
  readonly from?: Moment;
  /** Came into force before this moment. */
  readonly before?: Moment;
  /** Continue behind this position. */
  readonly after?: ListPosition;
  readonly limit: number;
}

/** One page of a department's list; without `end` it is the last. */
export interface ListPage {
  readonly heads: readonly LicenceHead[];
  readonly end?: ListPosition;
}

/**
 * The register of licences, read by the issuing zone. Consistent: what has resolved is seen. Holds
 * personal data; callers show a licence to its own department only.
 */
export interface RegisterReader {
  findHead(id: LicenceId): Promise<LicenceHead | undefined>;
  /** What was reserved for a version: its face, items, holders and what was to be signed. */
  findReservation(id: LicenceId, version: number): Promise<Reservation | undefined>;
  /** The version's signed forms; absent while it is not in force. */
  findSignedForms(id: LicenceId, version: number): Promise<SignedForms | undefined>;
  /** All entries, oldest first. */
  listEntries(id: LicenceId): Promise<readonly LicenceEntry[]>;
  /** Licences that ever came into force. */
  listByDepartment(query: ListQuery): Promise<ListPage>;
}
