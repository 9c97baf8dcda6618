import type { DepartmentCode } from '../domain/ids.ts';
import type { NumberKey } from './field-checks.ts';
import type { HolderLicencesPage, HolderLicencesQuery } from './holder-licences.ts';
import type { LicenceHead } from './register.ts';

/**
 * The register as a department searches it, by what its licences have in the register's own indexes:
 * nothing is looked through. Consistent. Also what is only reserved is found; callers leave it out.
 */
export interface FoundLicences {
  /** Licences that have or had one of these numbers, in no order. */
  findByNumber(keys: readonly NumberKey[]): Promise<readonly LicenceHead[]>;
  /** A holder's licences from one department; a page may have fewer, or none, though more follow. */
  listByHolder(
    query: HolderLicencesQuery & { readonly department: DepartmentCode },
  ): Promise<HolderLicencesPage>;
}
