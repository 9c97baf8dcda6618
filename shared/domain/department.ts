import type { DepartmentCode, LicenceTypeCode, Moment } from './ids.ts';

/** A department 部门 that licences come from. */
export interface Department {
  readonly code: DepartmentCode;
  readonly name: string;
  /** Division code GB/T 2260, 6 digits. */
  readonly division: string;
  readonly sample: boolean;
}

/** That a department may issue a licence type in a half-open interval of time. */
export interface Entitlement {
  readonly department: DepartmentCode;
  readonly type: LicenceTypeCode;
  readonly from: Moment;
  /** First moment at which it no longer holds; absent: open. */
  readonly until?: Moment;
}

/** May it be issued at that moment, by any of these entitlements? */
export function isEntitled(
  entitlements: readonly Entitlement[],
  type: LicenceTypeCode,
  at: Moment,
): boolean {
  return entitlements.some(
    (one) => one.type === type && one.from <= at && (one.until === undefined || at < one.until),
  );
}
