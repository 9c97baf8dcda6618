import type { Reason } from './reasons.ts';
import { type Check, type CheckName, checkNames } from './verdict.ts';

/** Something a check needs: had, or why not. */
export type Evidence<T> =
  | { readonly value: T; readonly reason?: undefined }
  | { readonly value?: undefined; readonly reason: Reason };

/** The same; of what has ended by its own date, what it was. */
export type DatedEvidence<T> = Evidence<T> & { readonly ended?: T };

const toFrozen = (outcome: 'passed' | 'not-applicable') => {
  const checks = checkNames.map((name): [CheckName, Check] => [
    name,
    Object.freeze({ name, outcome }),
  ]);
  return Object.fromEntries(checks) as Readonly<Record<CheckName, Check>>;
};
/** Nearly all checks of nearly all verifications: made once, and frozen. */
const passedChecks = toFrozen('passed');
const notApplicableChecks = toFrozen('not-applicable');

export function passed(name: CheckName): Check {
  return passedChecks[name];
}

export function notApplicable(name: CheckName): Check {
  return notApplicableChecks[name];
}

export function failed(name: CheckName, reason: Reason, detail?: string): Check {
  return { name, outcome: 'failed', reason, ...(detail === undefined ? {} : { detail }) };
}

/** We could not find out; the reason names what is missing. */
export function doubted(name: CheckName, reason: Reason): Check {
  return { name, outcome: 'indeterminate', reason };
}
