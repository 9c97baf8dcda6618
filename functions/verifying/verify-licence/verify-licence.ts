import type { VerificationBody } from '../../../shared/api/verifications.ts';
import type { Verifier } from '../../../shared/verify/make-verifier.ts';
import type { Verification } from '../../../shared/verify/verification.ts';

export type VerifyLicence = (asked: VerificationBody) => Promise<Verification>;

/** Verifies one presented licence for anybody: who presents it is not asked, so no binding is required. */
export function makeVerifyLicence({ verifier }: { readonly verifier: Verifier }): VerifyLicence {
  return (asked) => verifier.verify({ ...asked, policy: { holderBinding: 'not-required' } });
}
