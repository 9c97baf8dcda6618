import { andThen } from './and-then.ts';
import { checkAuthority } from './check-authority.ts';
import { checkRecognition } from './check-recognition.ts';
import { checkSeal } from './check-seal.ts';
import { checkStatus, type StatusFinding } from './check-status.ts';
import type { Examination } from './examine-content.ts';
import type { LicenceEvidence } from './licence-evidence.ts';
import { makeLoadTrust, type TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import type { Signer } from './signer-chains.ts';
import type { Check } from './verdict.ts';

/** What the licence's province says of it. */
export interface TrustFinding {
  readonly evidence: LicenceEvidence;
  readonly checks: readonly Check[];
  readonly state: StatusFinding['state'];
}

export type ExamineTrust = (one: Examination, signer: Signer) => MaybePromise<TrustFinding>;

const trustListAgeSeconds = 60;
const askAgainAgeSeconds = 1;

/**
 * Closes the questions that a province answers over where its answers come from. A "no" from a trust
 * list older than the licence, and a sheet that is not the one meant, are worth asking once for a
 * newer list.
 */
export function makeExamineTrust(sources: TrustSources): ExamineTrust {
  const loadTrust = makeLoadTrust(sources);

  return (one, signer) => {
    const { claims, nowSeconds, atSeconds } = one;
    const { provinceUrl } = signer;
    const ask = (maxAgeSeconds: number) =>
      andThen(loadTrust({ claims, provinceUrl, nowSeconds, maxAgeSeconds }), (trust) =>
        judge({ ...trust, claims, signer, nowSeconds, atSeconds }),
      );
    return andThen(ask(trustListAgeSeconds), (first) =>
      first.checks.some(isWorthAskingAgain) ? ask(askAgainAgeSeconds) : first,
    );
  };
}

function judge(evidence: LicenceEvidence): TrustFinding {
  const { check, state } = checkStatus(evidence);
  const checks = [checkSeal(evidence), checkAuthority(evidence), check, checkRecognition()];
  return { evidence, checks, state };
}

function isWorthAskingAgain(check: Check): boolean {
  return (
    check.outcome === 'indeterminate' &&
    (check.reason === 'trust-list-behind' || check.reason === 'sheet-mismatch')
  );
}
