import { andThen } from './and-then.ts';
import type { Carrier, Situation, VerificationPolicy } from './applicability.ts';
import { makeConclude, type Signed } from './conclude.ts';
import { type Examination, examineContent } from './examine-content.ts';
import type { ExaminePrintedCode } from './examine-printed-code.ts';
import { makeExamineTrust } from './examine-trust.ts';
import { makeFindStanding } from './licence-signers.ts';
import { makeTrustLists, type TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import { type Presented, readPresented } from './read-presented.ts';
import { ownListAgeSeconds } from './trust-lists.ts';
import { toVerification, type Verification } from './verification.ts';

/** What a verifier is closed over. */
export interface VerifierOptions extends TrustSources {
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
}

/** A licence in one of the forms in which it is presented. */
export type Presentation =
  | {
      /** SD-JWT VC, compact, with or without a key binding. */
      readonly credential: string;
      readonly printedCode?: undefined;
    }
  | {
      /** What a scanner read from paper: address or bare code, and whatever it put around it. */
      readonly printedCode: string;
      readonly credential?: undefined;
    };

/** What is asked about a licence. */
export type VerificationQuestion = Presentation & Asking;

/** How it is asked. */
export interface Asking {
  /** Time asked about, milliseconds since 1970; now unless told. */
  readonly at?: number | undefined;
  readonly policy?: VerificationPolicy;
}

export interface Verifier {
  /** Never throws for what was presented: whatever does not hold, or cannot be found out, is a check. */
  verify(question: VerificationQuestion): Promise<Verification>;
}

const anyBearer: VerificationPolicy = { holderBinding: 'not-required' };

/**
 * Closes verification over anchors, shelf, primitives and clock. Order: the licence alone; the chain
 * at its `iat`; its signature; and only for what is authentic the network: trust list, sheet, status
 * list. One verifier keeps what it opened and the highest numbers it saw.
 */
export function makeVerifier(options: VerifierOptions): Verifier {
  const { primitives, clock } = options;
  const findTrustList = makeTrustLists(options);
  const findStanding = makeFindStanding(options, findTrustList);
  const conclude = makeConclude(options, makeExamineTrust(options, findTrustList));

  let examinePrinted: ExaminePrintedCode | undefined;
  /** Loaded when the first printed code is presented. */
  const loadPrinted = async () => {
    const { makeExaminePrintedCode } = await import('./examine-printed-code.ts');
    return makeExaminePrintedCode(options, { findTrustList, findStanding, conclude });
  };

  const examine = (one: Examination): MaybePromise<Verification> =>
    andThen(examineContent(one, primitives), (content) => {
      const { claims, nowSeconds } = one;
      const { header } = one.parts.jws;
      const question = { header, claims, nowSeconds, maxAgeSeconds: ownListAgeSeconds };
      return andThen(findStanding(question), (found) => {
        if ('signer' in found) return conclude(toSigned(one), found, content);
        const checks = [...content.checks, found];
        const situation = {
          carrier: toCarrier(one),
          origin: 'unknown',
          policy: one.policy,
        } as const;
        return toVerification({ checks, situation });
      });
    });

  return {
    async verify({ credential, printedCode, at, policy = anyBearer }) {
      const nowSeconds = Math.floor(clock.now() / 1000);
      const atSeconds = at === undefined ? nowSeconds : Math.floor(at / 1000);
      if (printedCode !== undefined) {
        examinePrinted ??= await loadPrinted();
        return examinePrinted({ printedCode, policy, nowSeconds, atSeconds });
      }
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

function toSigned(one: Examination): Signed {
  const { signature, signingText: data } = one.parts.jws;
  return { ...one, carrier: toCarrier(one), signature, data };
}

function toCarrier({ parts }: Presented): Carrier {
  return parts.keyBinding === undefined ? 'credential' : 'bound-credential';
}
