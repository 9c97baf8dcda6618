import { andThen } from './and-then.ts';
import type { Carrier } from './applicability.ts';
import { failed, passed } from './evidence.ts';
import type { ContentFinding, Examination } from './examine-content.ts';
import type { ExamineTrust } from './examine-trust.ts';
import { findSuccessor } from './find-successor.ts';
import type { Standing } from './licence-signers.ts';
import type { HeldTrust, TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import { toVerification, type Verification } from './verification.ts';

/** A licence whose signer has been found. */
export interface Signed extends Omit<Examination, 'parts'> {
  readonly carrier: Carrier;
  readonly signature: Uint8Array;
  /** What is signed. */
  readonly data: Uint8Array | string;
  /** What its chain was found in, where files came first. */
  readonly held?: HeldTrust | undefined;
}

export type Conclude = (
  one: Signed,
  standing: Standing,
  content: ContentFinding,
) => MaybePromise<Verification>;

/** Closes the second half of every verification: the signature, and for what is authentic what its province says of it. */
export function makeConclude(
  { primitives, ownProvinceUrl }: TrustSources,
  examineTrust: ExamineTrust,
): Conclude {
  return (one, standing, { checks, disclosed }) => {
    const { carrier, policy, signature, data } = one;
    const { provinceUrl, publicKey } = standing.signer;
    const origin = provinceUrl === ownProvinceUrl ? 'own' : 'other';
    const situation = { carrier, origin, policy } as const;
    const signed = { suite: 'ES256', publicKey, signature, data } as const;
    return andThen(primitives.verifySignature(signed), (isSigned) => {
      if (!isSigned) {
        const refused = [...checks, passed('chain'), failed('signature', 'signature-invalid')];
        return toVerification({ checks: refused, situation });
      }
      const examination = { ...one, standing, disclosed };
      return andThen(examineTrust(examination), (found) => {
        const { evidence, state, recognition } = found;
        const all = [...checks, passed('chain'), passed('signature'), ...found.checks];
        const concluded = { checks: all, situation, evidence, disclosed, state, recognition };
        return andThen(findSuccessor(one.claims.identifier, state), (successor) =>
          toVerification({ ...concluded, successor }),
        );
      });
    });
  };
}
