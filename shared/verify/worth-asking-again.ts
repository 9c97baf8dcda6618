import type { Check } from './verdict.ts';

/**
 * A "no" from a trust list older than the licence, and a sheet that is not the one meant: a newer trust
 * list may say otherwise.
 */
export function isWorthAskingAgain(check: Check): boolean {
  return (
    check.outcome === 'indeterminate' &&
    (check.reason === 'trust-list-behind' || check.reason === 'sheet-mismatch')
  );
}
