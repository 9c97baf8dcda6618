import type { JsonObject } from '../formats/strict-json.ts';
import { andThen } from './and-then.ts';
import { checkAuthority } from './check-authority.ts';
import { checkRecognition, type Recognition } from './check-recognition.ts';
import { checkSeal } from './check-seal.ts';
import { checkStatus, type StatusFinding } from './check-status.ts';
import type { Examination } from './examine-content.ts';
import type { LicenceEvidence, TrustEvidence } from './licence-evidence.ts';
import type { Standing } from './licence-signers.ts';
import { type HeldTrust, makeLoadTrust, type TrustSources } from './load-trust.ts';
import type { MaybePromise } from './primitives.ts';
import type { SettleSeal } from './prove-signing-time.ts';
import type { Realm } from './realm.ts';
import type { Reason } from './reasons.ts';
import type { FindTrustList } from './trust-lists.ts';
import type { Check } from './verdict.ts';
import { isWorthAskingAgain } from './worth-asking-again.ts';

/** What the licence's province says of it. */
export interface TrustFinding {
  readonly evidence: LicenceEvidence;
  readonly checks: readonly Check[];
  readonly state: StatusFinding['state'];
  readonly recognition?: Recognition | undefined;
}

/** What is known of a licence when its province is asked. */
export interface TrustExamination extends Omit<Examination, 'parts'> {
  /** Of a credential: what issue roots are over. */
  readonly parts?: Examination['parts'];
  readonly standing: Standing;
  /** The payload with its disclosures in place. */
  readonly disclosed?: JsonObject | undefined;
  /** What the chain was found in, where files came first. */
  readonly held?: HeldTrust | undefined;
}

export type ExamineTrust = (one: TrustExamination) => MaybePromise<TrustFinding>;

const trustListAgeSeconds = 60;
const askAgainAgeSeconds = 1;
/** What stood at a time does not change any more, once all that was signed by then has come. */
const pastAgeSeconds = 24 * 60 * 60;
const settledAfterSeconds = 60 * 60;

/** An answer that was had sooner after the time asked about is kept no longer than one about now. */
function toPastAge({ nowSeconds, atSeconds }: TrustExamination): number {
  const sinceSettled = nowSeconds - atSeconds - settledAfterSeconds;
  return Math.min(pastAgeSeconds, Math.max(trustListAgeSeconds, sinceSettled));
}

const compromiseReasons: ReadonlySet<Reason> = new Set(['seal-compromised', 'seal-time-unproven']);

/**
 * Closes the questions that a province answers over where its answers come from. A "no" from a trust
 * list older than the licence, and a sheet that is not the one meant, are worth asking once for a
 * newer list. Of a time before the present status list, what stood then is asked.
 */
export function makeExamineTrust(
  sources: TrustSources,
  findTrustList: FindTrustList,
): ExamineTrust {
  const loadTrust = makeLoadTrust(sources, findTrustList);

  const settleSeal = makeSettleSeal(sources);

  const ask = (one: TrustExamination, maxAgeSeconds: number, held?: HeldTrust) => {
    const { claims, nowSeconds } = one;
    const question = { claims, realm: toRealm(one), nowSeconds, maxAgeSeconds, held };
    return andThen(loadTrust(question), (trust) => judge(toEvidence(one, trust)));
  };

  const askPast = (one: TrustExamination, present: TrustFinding) => {
    const question = {
      claims: one.claims,
      realm: { ...toRealm(one), isPast: true },
      nowSeconds: one.atSeconds,
      maxAgeSeconds: toPastAge(one),
      present: present.evidence.trustList.value,
    };
    return andThen(loadTrust(question), (trust) => judgePast(toEvidence(one, trust), present));
  };

  return (one) =>
    andThen(ask(one, trustListAgeSeconds, one.held), (first) =>
      andThen(
        first.checks.some(isWorthAskingAgain) ? ask(one, askAgainAgeSeconds) : first,
        (found) =>
          andThen(settleSeal(one, found), (present) =>
            isBefore(present.evidence) ? askPast(one, present) : present,
          ),
      ),
    );
}

/** Where the files of the licence's province are asked for. */
function toRealm({ standing }: TrustExamination): Realm {
  const { provinceUrl, provinceCode } = standing.signer;
  return { provinceUrl, anchors: standing.anchors, provinceCode };
}

function toEvidence(one: TrustExamination, trust: TrustEvidence): LicenceEvidence {
  const { claims, nowSeconds, atSeconds, standing, disclosed } = one;
  const { signer, ownList } = standing;
  const { trustList, sheet, statusList } = trust;
  return {
    ownList,
    trustList,
    sheet,
    statusList,
    claims,
    signer,
    disclosed,
    nowSeconds,
    atSeconds,
  };
}

/**
 * Closes the last question about a seal whose key was in other hands later: was the licence signed
 * before? Loaded when it first comes up.
 */
function makeSettleSeal(sources: TrustSources) {
  let proving: Promise<SettleSeal> | undefined;
  const load = async () => (await import('./prove-signing-time.ts')).makeSettleSeal(sources);

  return (one: TrustExamination, found: TrustFinding): MaybePromise<TrustFinding> => {
    if (!found.checks.some(isUnproven)) return found;
    proving ??= load();
    return proving.then((settle) => settle(one, found));
  };
}

function isUnproven(check: Check): boolean {
  return check.outcome === 'indeterminate' && check.reason === 'seal-time-unproven';
}

/** Is a time asked about of which the present status list can tell nothing? */
function isBefore({ atSeconds, nowSeconds, statusList }: LicenceEvidence): boolean {
  const { issuedAt = nowSeconds } = statusList.value ?? {};
  return atSeconds < nowSeconds && atSeconds < issuedAt;
}

/**
 * What the files of that time said; but a seal key that is known by now to have been in other hands
 * vouches for nothing, whatever was known then.
 */
function judgePast(past: LicenceEvidence, present: TrustFinding): TrustFinding {
  const found = judge(past);
  const seal = present.checks.find(({ name }) => name === 'seal');
  if (seal === undefined || ![...found.checks, seal].some(isOfCompromise)) return found;
  const checks = found.checks.map((check) => (check.name === 'seal' ? seal : check));
  return { ...found, checks, evidence: { ...found.evidence, later: present.evidence } };
}

function isOfCompromise(check: Check): boolean {
  return 'reason' in check && compromiseReasons.has(check.reason);
}

function judge(evidence: LicenceEvidence): TrustFinding {
  const { check, state } = checkStatus(evidence);
  const { check: recognised, recognition } = checkRecognition(evidence);
  const checks = [checkSeal(evidence), checkAuthority(evidence), check, recognised];
  return { evidence, checks, state, recognition };
}
