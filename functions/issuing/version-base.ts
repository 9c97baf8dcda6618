import type { LicenceId } from '../../shared/domain/ids.ts';
import type { PriorVersion, Reservation } from '../../shared/ports/register.ts';

/** What a later version is made of: the licence as it stands, and why it gets another version. */
export interface VersionBase {
  readonly licenceId: LicenceId;
  /** The licence as it stands; what it becomes follows from the new version. */
  readonly prior: Omit<PriorVersion, 'takesNumber' | 'leavingHolders'>;
  /** Number and holders as they stand. */
  readonly before: Pick<Reservation, 'number' | 'numberDigest' | 'holderDigests'>;
}
