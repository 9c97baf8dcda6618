import type { Reason } from './reasons.ts';
import type { Check, CheckName } from './verdict.ts';

/** Something a check needs: had, or why not. */
export type Evidence<T> =
  | { readonly value: T; readonly reason?: undefined }
  | { readonly value?: undefined; readonly reason: Reason };

export function passed(name: CheckName): Check {
  return { name, outcome: 'passed' };
}

export function failed(name: CheckName, reason: Reason, detail?: string): Check {
  return { name, outcome: 'failed', reason, ...(detail === undefined ? {} : { detail }) };
}

/** We could not find out; the reason names what is missing. */
export function doubted(name: CheckName, reason: Reason): Check {
  return { name, outcome: 'indeterminate', reason };
}
