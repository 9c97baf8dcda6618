import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import type { TrustList } from '../formats/trust-list.ts';
import type { ListedAgreement, RecognisedType } from '../formats/trust-list-recognition.ts';
import { doubted, failed, passed } from './evidence.ts';
import type { LicenceEvidence } from './licence-evidence.ts';
import type { Reason } from './reasons.ts';
import type { Check } from './verdict.ts';

/** By which agreement a licence of another province is recognised, and as which of our types. */
export interface Recognition {
  readonly agreement: string;
  readonly type: string;
}

/** What the own trust list says of a licence of another province. */
export interface RecognitionFinding {
  readonly check: Check;
  readonly recognition?: Recognition;
}

/**
 * Does our province recognise this licence 互认? Asked of the agreements in our own trust list, which
 * keep what has ended: in force at the time asked about; signed while the agreement says; with the items
 * that it wants to see. Only asked of other provinces' licences.
 */
export function checkRecognition(evidence: LicenceEvidence): RecognitionFinding {
  const { ownList, claims, signer, disclosed, atSeconds } = evidence;
  if (ownList === undefined || disclosed === undefined) {
    return { check: doubted('recognition', 'not-checked') };
  }
  const terms = findTerms(ownList, signer.provinceUrl, claims.licenceType);
  let reason: Reason = 'recognition-not-established';
  for (const { agreement, term } of terms) {
    const fault = findFault(term, { claims, disclosed, atSeconds });
    if (fault === undefined) {
      const { ownType = term.type } = term;
      return {
        check: passed('recognition'),
        recognition: { agreement: agreement.id, type: ownType },
      };
    }
    reason = fault;
  }
  return { check: failed('recognition', reason) };
}

interface Term {
  readonly agreement: ListedAgreement;
  readonly term: RecognisedType;
}

/** All that was ever agreed on a type of a province. */
function findTerms(ownList: TrustList, provinceUrl: string, type: string): readonly Term[] {
  const province = ownList.provinces.find(({ url }) => url === provinceUrl);
  if (province === undefined) return [];
  return ownList.agreements
    .filter((agreement) => agreement.province === province.code)
    .flatMap((agreement) =>
      agreement.types.filter((term) => term.type === type).map((term) => ({ agreement, term })),
    );
}

interface Asked {
  readonly claims: CredentialClaims;
  readonly disclosed: JsonObject;
  readonly atSeconds: number;
}

function findFault(term: RecognisedType, asked: Asked): Reason | undefined {
  const { claims, disclosed, atSeconds } = asked;
  if (!isWithin(atSeconds, term.from, term.until)) return 'recognition-not-in-force';
  if (!isWithin(claims.issuedAtSeconds, term.issuedFrom, term.issuedUntil)) {
    return 'recognition-issued-outside';
  }
  return term.items.every((item) => Object.hasOwn(disclosed, item))
    ? undefined
    : 'recognition-item-missing';
}

function isWithin(seconds: number, from = 0, until = Number.POSITIVE_INFINITY): boolean {
  return from <= seconds && seconds < until;
}
