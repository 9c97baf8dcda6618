import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { makeVerifier, type Verifier } from '../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../shared/verify/read-trust-anchors.ts';
import type { VerifyCredential } from './present-licence.ts';

/** Where the verifier finds public files, and what it trusts. */
export interface VerifyNowOptions {
  readonly provinceUrl: string;
  readonly shelfUrl: string;
  /** As the environment has them. */
  readonly trustAnchors: string;
  readonly clock: Clock;
}

/** Verifies what is presented. The verifier is made when it is first needed: every refusal comes before it. */
export function makeVerifyNow(options: VerifyNowOptions): VerifyCredential {
  const { clock, provinceUrl, shelfUrl, trustAnchors } = options;
  let verifier: Verifier | undefined;
  return (credential) => {
    verifier ??= makeVerifier({
      primitives: makeNodePrimitives(),
      shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
      anchors: readTrustAnchors(trustAnchors, provinceUrl),
      ownProvinceUrl: provinceUrl,
      clock,
    });
    return verifier.verify({ credential, policy: { holderBinding: 'not-required' } });
  };
}
