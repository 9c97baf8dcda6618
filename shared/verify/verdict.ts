import type { Reason } from './reasons.ts';

/** The questions asked of a licence, in the order in which they are told. */
export const checkNames = [
  'format',
  'signature',
  'chain',
  'seal',
  'authority',
  'period',
  'status',
  'recognition',
  'disclosures',
  'holder-binding',
] as const;
export type CheckName = (typeof checkNames)[number];

/** One question and its answer. `indeterminate`: we could not find out. */
export type Check =
  | { readonly name: CheckName; readonly outcome: 'passed' | 'not-applicable' }
  | {
      readonly name: CheckName;
      readonly outcome: 'failed' | 'indeterminate';
      readonly reason: Reason;
      /** Finer code of what was not well formed. Never carries what was presented. */
      readonly detail?: string;
    };

export type Verdict = 'valid' | 'invalid' | 'indeterminate';

/** Sums up the checks: a failure outweighs a doubt, and no checks at all are a doubt. */
export function verdictOf(checks: readonly Check[]): Verdict {
  let isPassed = false;
  let isDoubted = false;
  for (const { outcome } of checks) {
    if (outcome === 'failed') return 'invalid';
    if (outcome === 'passed') isPassed = true;
    if (outcome === 'indeterminate') isDoubted = true;
  }
  return isPassed && !isDoubted ? 'valid' : 'indeterminate';
}
