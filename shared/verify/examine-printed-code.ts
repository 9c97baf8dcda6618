import { type PrintedCode, readPrintedCode } from '../formats/printed-code.ts';
import { Problem } from '../problem/problem.ts';
import { andThen } from './and-then.ts';
import type { Situation, VerificationPolicy } from './applicability.ts';
import { checkPeriod } from './check-period.ts';
import type { Conclude, Signed } from './conclude.ts';
import { failed, passed } from './evidence.ts';
import { makeFindPrintedChain, type PrintedChain } from './find-printed-chain.ts';
import type { FindStanding } from './licence-signers.ts';
import type { TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import { toLicenceClaims, toShortened, toTold } from './printed-claims.ts';
import { type FindTrustList, ownListAgeSeconds } from './trust-lists.ts';
import type { Check } from './verdict.ts';
import { toVerification, type Verification } from './verification.ts';

/** A code on paper, and what is asked of it. Times in seconds. */
export interface PrintedQuestion {
  /** Whatever a scanner read. */
  readonly printedCode: string;
  readonly policy: VerificationPolicy;
  readonly nowSeconds: number;
  readonly atSeconds: number;
}

/** What examining printed codes shares with the verifier that it is part of. */
export interface PrintedParts {
  readonly findTrustList: FindTrustList;
  readonly findStanding: FindStanding;
  readonly conclude: Conclude;
}

export type ExaminePrintedCode = (question: PrintedQuestion) => MaybePromise<Verification>;

/**
 * Closes the verification of printed codes. A code carries no certificate, so the order differs from a
 * credential's: the code alone; trust list and sheet, where its certificate hash finds the seal; the
 * chain; the signature; and only for what is authentic the status. Seal, authority, period, status and
 * recognition are asked about as they are of a credential. A code proves the licence, never who shows it.
 */
export function makeExaminePrintedCode(
  sources: TrustSources,
  { findTrustList, findStanding, conclude }: PrintedParts,
): ExaminePrintedCode {
  const findChain = makeFindPrintedChain(sources, findTrustList);

  const examine = (code: PrintedCode, chain: PrintedChain, question: PrintedQuestion) => {
    const { header, held } = chain;
    const { policy, nowSeconds } = question;
    const claims = toLicenceClaims(code.claims, held.sheet.department);
    const checks = [passed('format'), checkPeriod(claims, question), ...checkBearer(policy)];
    const asked = { header, claims, nowSeconds, maxAgeSeconds: ownListAgeSeconds };
    return andThen(findStanding(asked), (standing) => {
      if ('outcome' in standing) return refuse(question, [...checks, standing]);
      const signed = toSigned(code, { claims, held }, question);
      const told = { checks, disclosed: toTold(code.claims) };
      return andThen(conclude(signed, standing, told), (found) => withShortened(found, code));
    });
  };

  return (question) => {
    const code = readGate(question.printedCode);
    if ('outcome' in code) return refuse(question, [code]);
    return andThen(findChain(code, question.nowSeconds), (chain) =>
      'outcome' in chain
        ? refuse(question, [passed('format'), chain])
        : examine(code, chain, question),
    );
  };
}

function toSigned(
  { signature, signingInput: data }: PrintedCode,
  { claims, held }: Pick<Signed, 'claims' | 'held'>,
  { policy, nowSeconds, atSeconds }: PrintedQuestion,
): Signed {
  const carrier = 'printed-code';
  return { claims, policy, nowSeconds, atSeconds, carrier, signature, data, held };
}

function readGate(text: string): PrintedCode | Check {
  try {
    return readPrintedCode(text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed('format', 'malformed', error.details.reason);
  }
}

/** Paper is in anybody's hand. */
function checkBearer({ holderBinding }: VerificationPolicy): readonly Check[] {
  return holderBinding === 'required' ? [failed('holder-binding', 'holder-binding-missing')] : [];
}

function refuse({ policy }: PrintedQuestion, checks: readonly Check[]): Verification {
  const situation: Situation = { carrier: 'printed-code', origin: 'unknown', policy };
  return toVerification({ situation, checks });
}

function withShortened(verification: Verification, { claims }: PrintedCode): Verification {
  const { licence } = verification;
  if (licence === undefined || claims.shortened.length === 0) return verification;
  return { ...verification, licence: { ...licence, shortened: toShortened(claims) } };
}
