import type { HolderDigest, LicenceId } from '../domain/ids.ts';
import type { LicenceHead, SignedForms } from './register.ts';

/** Which of a holder's licences are asked for, in the order of their ids. */
export interface HolderLicencesQuery {
  readonly holder: HolderDigest;
  /** Continue behind this one. */
  readonly after?: LicenceId;
  readonly limit: number;
}

/** One page of a holder's licences; without `end` it is the last. */
export interface HolderLicencesPage {
  readonly heads: readonly LicenceHead[];
  readonly end?: LicenceId;
}

/**
 * The register as the holding zone sees it: by holder. Consistent. Holds personal data; callers show a
 * licence to its own holders, and to others what a holder authorised.
 */
export interface HolderLicences {
  list(query: HolderLicencesQuery): Promise<HolderLicencesPage>;
  /** Is the licence one of the holder's? */
  holds(holder: HolderDigest, id: LicenceId): Promise<boolean>;
  /** Whose a version of it is; nobody's while there is none. */
  findHolders(id: LicenceId, version: number): Promise<readonly HolderDigest[]>;
  findHead(id: LicenceId): Promise<LicenceHead | undefined>;
  /** The version's signed forms; absent while it is not in force. */
  findSignedForms(id: LicenceId, version: number): Promise<SignedForms | undefined>;
}
