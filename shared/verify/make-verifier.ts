import { andThen } from './and-then.ts';
import type { Origin, Situation, VerificationPolicy } from './applicability.ts';
import { failed, passed } from './evidence.ts';
import { type ContentFinding, type Examination, examineContent } from './examine-content.ts';
import { makeExamineTrust } from './examine-trust.ts';
import { findSuccessor } from './find-successor.ts';
import { makeFindStanding, type Standing } from './licence-signers.ts';
import { makeTrustLists, type TrustSources } from './load-trust.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import { readPresented } from './read-presented.ts';
import type { Signer } from './signer-chains.ts';
import { toVerification, type Verification } from './verification.ts';

/** What a verifier is closed over. */
export interface VerifierOptions extends TrustSources {
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
}

/** What is asked about a licence. */
export interface VerificationQuestion {
  /** SD-JWT VC, compact, with or without a key binding. */
  readonly credential: string;
  /** Time asked about, milliseconds since 1970; now unless told. */
  readonly at?: number | undefined;
  readonly policy?: VerificationPolicy;
}

export interface Verifier {
  /** Never throws for what was presented: whatever does not hold, or cannot be found out, is a check. */
  verify(question: VerificationQuestion): Promise<Verification>;
}

const trustListAgeSeconds = 60;
const anyBearer: VerificationPolicy = { holderBinding: 'not-required' };

/**
 * Closes verification over anchors, shelf, primitives and clock. Order: the licence alone; the chain
 * at its `iat`; its signature; and only for what is authentic the network: trust list, sheet, status
 * list. One verifier keeps what it opened and the highest numbers it saw.
 */
export function makeVerifier(options: VerifierOptions): Verifier {
  const { primitives, clock, ownProvinceUrl } = options;
  const findTrustList = makeTrustLists(options);
  const findStanding = makeFindStanding(options, findTrustList);
  const examineTrust = makeExamineTrust(options, findTrustList);

  const conclude = (one: Examination, standing: Standing, content: ContentFinding) => {
    const { checks, disclosed } = content;
    const { signer } = standing;
    const origin = signer.provinceUrl === ownProvinceUrl ? 'own' : 'other';
    const situation = toSituation(one, origin);
    return andThen(isSignedBy(signer, one, primitives), (isSigned) => {
      if (!isSigned) {
        const refused = [...checks, passed('chain'), failed('signature', 'signature-invalid')];
        return toVerification({ checks: refused, situation });
      }
      const examination = { ...one, standing, disclosed };
      return andThen(examineTrust(examination), (found) => {
        const { evidence, state, recognition } = found;
        const all = [...checks, passed('chain'), passed('signature'), ...found.checks];
        const told = { checks: all, situation, evidence, disclosed, state, recognition };
        return andThen(findSuccessor(one.claims.identifier, state), (successor) =>
          toVerification({ ...told, successor }),
        );
      });
    });
  };

  const examine = (one: Examination): MaybePromise<Verification> =>
    andThen(examineContent(one, primitives), (content) => {
      const { claims, nowSeconds } = one;
      const { header } = one.parts.jws;
      const question = { header, claims, nowSeconds, maxAgeSeconds: trustListAgeSeconds };
      return andThen(findStanding(question), (found) => {
        if ('signer' in found) return conclude(one, found, content);
        const checks = [...content.checks, found];
        return toVerification({ checks, situation: toSituation(one, 'unknown') });
      });
    });

  return {
    async verify({ credential, at, policy = anyBearer }) {
      const nowSeconds = Math.floor(clock.now() / 1000);
      const atSeconds = at === undefined ? nowSeconds : Math.floor(at / 1000);
      const presented = readPresented(credential);
      if ('parts' in presented) {
        const { parts, claims } = presented;
        return examine({ parts, claims, policy, nowSeconds, atSeconds });
      }
      const situation: Situation = { carrier: 'credential', origin: 'unknown', policy };
      return toVerification({ situation, checks: [presented] });
    },
  };
}

function isSignedBy(signer: Signer, { parts: { jws } }: Examination, primitives: Primitives) {
  const { signature, signingText: data } = jws;
  const { publicKey } = signer;
  return primitives.verifySignature({ suite: 'ES256', publicKey, signature, data });
}

function toSituation({ parts, policy }: Examination, origin: Origin): Situation {
  const carrier = parts.keyBinding === undefined ? 'credential' : 'bound-credential';
  return { carrier, origin, policy };
}
