import type { ComparedLicence } from '../domain/field-check.ts';
import type {
  DepartmentCode,
  HolderDigest,
  LicenceId,
  LicenceTypeCode,
  Moment,
} from '../domain/ids.ts';
import type { UseRecord } from '../domain/use-record.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** A number as issuing keeps it: by a digest. */
export interface NumberKey {
  readonly type: LicenceTypeCode;
  readonly department: DepartmentCode;
  readonly numberDigest: string;
}

/** What leads to a licence: its id, or its number's digests, plain and as a MAC. */
export type LicencePointer =
  | { readonly licenceId: LicenceId }
  | { readonly numberKeys: readonly NumberKey[] };

/** A licence that was found, with the digests of its holders. */
export interface FoundLicence extends ComparedLicence {
  readonly licenceId: LicenceId;
  readonly holderDigests: readonly HolderDigest[];
}

/**
 * The register as field checks see it. Consistent. Holds personal data. What there is not is looked for by
 * the same calls as what there is.
 */
export interface ToldLicences {
  find(pointer: LicencePointer): Promise<FoundLicence | undefined>;
}

/** One field check as it is written down. */
export interface FieldCheck {
  /** Who is counted: a department, or a client of none. */
  readonly whose: string;
  /** MAC of the name that the licence was asked about by. */
  readonly subject: string;
  /** Whether `whose` asked about it before. */
  readonly isNew: boolean;
  readonly matched: boolean;
  readonly use: UseRecord;
  /** Whose list the use goes to. */
  readonly concerned: readonly HolderDigest[];
}

/** Which limit stopped a check. */
export type FieldCheckLimit = 'checks' | 'new-licences' | 'misses';

/** Field checks. Trusted for the limits. Durable once resolved, consistent. */
export interface FieldChecks {
  /** Was it asked about before, and is that still remembered? */
  wasAsked(of: Pick<FieldCheck, 'whose' | 'subject'>, now: Moment): Promise<boolean>;
  /** In one transaction: the key, the counts, the use for every holder. Nothing of it when a limit is reached. */
  keep(keeping: {
    readonly check: FieldCheck;
    readonly key: KeyedRequest;
    readonly answer: StoredAnswer;
  }): Promise<'kept' | 'key-used' | { readonly reached: FieldCheckLimit }>;
}
