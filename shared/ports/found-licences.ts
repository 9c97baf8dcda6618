import type { DepartmentCode, LicenceTypeCode } from '../domain/ids.ts';
import type { NumberKey } from './field-checks.ts';
import type { HolderLicencesPage, HolderLicencesQuery } from './holder-licences.ts';
import type { LicenceHead } from './register.ts';

/** Which of a holder's licences from one department are asked for. */
export interface OwnLicencesQuery extends HolderLicencesQuery {
  readonly department: DepartmentCode;
  /** None of other types is found. */
  readonly types: readonly LicenceTypeCode[];
}

/**
 * The register as a department searches it, by what its licences have in the register's own indexes:
 * nothing is looked through. Consistent. Also what is only reserved is found; callers leave it out.
 */
export interface FoundLicences {
  /** Licences that have or had one of these numbers, in no order. */
  findByNumber(keys: readonly NumberKey[]): Promise<readonly LicenceHead[]>;
  /** A holder's licences from one department, in the order of their ids. No page tells that there are others, by its end neither. */
  listByHolder(query: OwnLicencesQuery): Promise<HolderLicencesPage>;
}
