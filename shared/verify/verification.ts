import type { JsonObject } from '../formats/strict-json.ts';
import { completeChecks, type Situation } from './applicability.ts';
import type { Recognition } from './check-recognition.ts';
import type { LicenceEvidence } from './licence-evidence.ts';
import { type Proof, toProofs } from './proofs.ts';
import {
  type PublishedStanding,
  toVerifiedLicence,
  type VerifiedLicence,
} from './to-verified-licence.ts';
import { type Check, type Verdict, verdictOf } from './verdict.ts';

/** What a verifier answers. Times are RFC 3339, UTC. */
export interface Verification {
  readonly verdict: Verdict;
  /** All ten, in their order. */
  readonly checks: readonly Check[];
  /** Only where signature and chain hold. */
  readonly licence?: VerifiedLicence;
  /** When the status list that was read was signed. */
  readonly statusAsOf?: string;
  /** How old it is, where it was asked about now. */
  readonly statusAgeSeconds?: number;
  /** When a newer one is due. */
  readonly nextUpdate?: string;
  /** Of the licence's province. */
  readonly trustListNumber?: number;
  /** Of another province's licence that is recognised: by which agreement, and as which of our types. */
  readonly recognition?: Recognition;
  /** The signed files that were read. */
  readonly proofs?: readonly Proof[];
}

/** What a verification is concluded from. */
export interface Findings extends PublishedStanding {
  readonly checks: readonly Check[];
  readonly situation: Situation;
  /** Only where signature and chain hold. */
  readonly evidence?: LicenceEvidence;
  readonly disclosed?: JsonObject | undefined;
  readonly recognition?: Recognition | undefined;
}

/** Sums up what was found. */
export function toVerification(findings: Findings): Verification {
  const { evidence, situation, disclosed, recognition } = findings;
  const checks = completeChecks(findings.checks, situation);
  const verdict = verdictOf(checks);
  if (evidence === undefined) return { verdict, checks };
  const verification: Writable<Verification> = {
    verdict,
    checks,
    licence: toVerifiedLicence(evidence.claims, disclosed, findings),
    proofs: toProofs(evidence),
  };
  tellAge(evidence, verification);
  if (recognition !== undefined) verification.recognition = recognition;
  return verification;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** As of when it is said. */
function tellAge(evidence: LicenceEvidence, verification: Writable<Verification>): void {
  const { statusList, trustList, nowSeconds, atSeconds } = evidence;
  const read = statusList.value ?? statusList.ended;
  if (read !== undefined) {
    const { issuedAt, ttlSeconds } = read;
    verification.statusAsOf = toTime(issuedAt);
    verification.nextUpdate = toTime(issuedAt + ttlSeconds);
    if (atSeconds === nowSeconds) {
      verification.statusAgeSeconds = Math.max(0, nowSeconds - issuedAt);
    }
  }
  if (trustList.value !== undefined) verification.trustListNumber = trustList.value.number;
}

/** The last times that were written: most licences of a minute share them. */
const written = new Map<number, string>();
const maxWritten = 256;

function toTime(seconds: number): string {
  const known = written.get(seconds);
  if (known !== undefined) return known;
  const time = new Date(seconds * 1000).toISOString();
  if (written.size >= maxWritten) written.clear();
  written.set(seconds, time);
  return time;
}
