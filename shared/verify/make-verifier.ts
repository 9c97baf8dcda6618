import { purposeIds } from '../formats/certificate-profiles.ts';
import type { Origin, Situation, VerificationPolicy } from './applicability.ts';
import { failed, passed } from './evidence.ts';
import { type Examination, examineContent } from './examine-content.ts';
import { makeExamineTrust } from './examine-trust.ts';
import type { TrustSources } from './load-trust.ts';
import type { Primitives } from './primitives.ts';
import { readPresented } from './read-presented.ts';
import { makeFindSigner, type Signer } from './signer-chains.ts';
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

const sealProfile = { purpose: purposeIds.seal, maxIntermediates: 1 };
const anyBearer: VerificationPolicy = { holderBinding: 'not-required' };

/**
 * Closes verification over anchors, shelf, primitives and clock. Order: the licence alone; the chain
 * at its `iat`; its signature; and only for what is authentic the network: trust list, sheet, status
 * list. One verifier keeps what it opened and the highest numbers it saw.
 */
export function makeVerifier(options: VerifierOptions): Verifier {
  const { primitives, clock, ownProvinceUrl } = options;
  const findSigner = makeFindSigner({ ...options, profile: sealProfile });
  const examineTrust = makeExamineTrust(options);

  const examine = async (one: Examination): Promise<Verification> => {
    const { checks, disclosed } = await examineContent(one, primitives);
    const { value: signer, reason } = await findSigner(
      one.parts.jws.header,
      one.claims.issuedAtSeconds,
    );
    if (signer === undefined) {
      checks.push(failed('chain', reason));
      return toVerification({ checks, situation: toSituation(one, 'unknown') });
    }
    checks.push(passed('chain'));
    const situation = toSituation(one, signer.provinceUrl === ownProvinceUrl ? 'own' : 'other');
    if (!(await isSignedBy(signer, one, primitives))) {
      checks.push(failed('signature', 'signature-invalid'));
      return toVerification({ checks, situation });
    }
    const { evidence, state, checks: others } = await examineTrust(one, signer);
    checks.push(passed('signature'), ...others);
    return toVerification({ checks, situation, evidence, disclosed, state });
  };

  return {
    async verify({ credential, at, policy = anyBearer }) {
      const nowSeconds = Math.floor(clock.now() / 1000);
      const atSeconds = at === undefined ? nowSeconds : Math.floor(at / 1000);
      const presented = readPresented(credential);
      if ('parts' in presented) return examine({ ...presented, policy, nowSeconds, atSeconds });
      const situation: Situation = { carrier: 'credential', origin: 'unknown', policy };
      return toVerification({ situation, checks: [presented] });
    },
  };
}

function isSignedBy(signer: Signer, { parts: { jws } }: Examination, primitives: Primitives) {
  const { signature, signingInput: data } = jws;
  const { publicKey } = signer;
  return primitives.verifySignature({ suite: 'ES256', publicKey, signature, data });
}

function toSituation({ parts, policy }: Examination, origin: Origin): Situation {
  const carrier = parts.keyBinding === undefined ? 'credential' : 'bound-credential';
  return { carrier, origin, policy };
}
