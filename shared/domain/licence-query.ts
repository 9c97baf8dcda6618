import type { CivilDate, SealId } from './ids.ts';
import type { Grounds } from './licence.ts';
import type { AskableState } from './licence-state.ts';

/** Which licences of a type a job means, and what is to become of all of them: `change` or `renewal`, as its operation is. */
export interface LicenceQuery {
  /** Came into force on this day or later, until this day, both included. */
  readonly from?: CivilDate;
  readonly until?: CivilDate;
  /** Hold to this day or later, until this day, both included; those without end are none of them. */
  readonly expiringFrom?: CivilDate;
  readonly expiringUntil?: CivilDate;
  /** Issued under this seal. */
  readonly seal?: SealId;
  readonly change?: { readonly to: AskableState } & Grounds;
  /** For another term; with a last day where the type leaves it to the department. */
  readonly renewal?: { readonly validUntil?: CivilDate } & Grounds;
}

/** What a query looks at. */
export interface QueriedLicence {
  readonly seal: SealId;
  readonly validUntil?: CivilDate;
}

/** Does the query mean this licence, by its seal and its last day? */
export function isMeant(
  { expiringFrom, expiringUntil, seal }: LicenceQuery,
  licence: QueriedLicence,
): boolean {
  if (seal !== undefined && licence.seal !== seal) return false;
  if (expiringFrom === undefined && expiringUntil === undefined) return true;
  const { validUntil } = licence;
  if (validUntil === undefined) return false;
  return validUntil >= (expiringFrom ?? '') && validUntil <= (expiringUntil ?? '9999-12-31');
}
