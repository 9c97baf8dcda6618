import { isLicenceId, partsOfLicenceId, readLicenceId } from '../../shared/domain/identifier.ts';
import type { LicenceTypeCode } from '../../shared/domain/ids.ts';
import {
  type LicenceAction,
  type LicenceRight,
  mayHandleLicence,
} from '../../shared/domain/licence-rights.ts';
import { Problem } from '../../shared/problem/problem.ts';

interface Narrowed {
  /** What the caller's token was narrowed to. */
  readonly licenceRights?: readonly LicenceRight[];
}

/**
 * Refuses what the caller's token was not made for, though the client may do it.
 * @throws Problem `forbidden`
 */
export function requireLicenceRight(
  { licenceRights }: Narrowed,
  action: LicenceAction,
  type: LicenceTypeCode,
): void {
  if (mayHandleLicence(licenceRights, action, type)) return;
  throw new Problem('forbidden', { reason: 'not-in-authorization-details' });
}

/**
 * The same for one licence; what is no licence id is left to whoever looks for it.
 * @throws Problem `forbidden`
 */
export function requireRightToLicence(
  caller: Narrowed,
  action: LicenceAction,
  licenceId: string,
): void {
  if (!isLicenceId(licenceId)) return;
  requireLicenceRight(caller, action, partsOfLicenceId(readLicenceId(licenceId)).type);
}
