import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { DepartmentSheet } from '../formats/department-sheet.ts';
import type { StatusList } from '../formats/status-list.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { type DatedEvidence, doubted, type Evidence, failed } from './evidence.ts';
import type { Reason } from './reasons.ts';
import type { Signer } from './signer-chains.ts';
import type { Check, CheckName } from './verdict.ts';

/** What the province of a licence publishes that bears on it. */
export interface TrustEvidence {
  readonly trustList: Evidence<TrustList>;
  readonly sheet: Evidence<DepartmentSheet>;
  readonly statusList: DatedEvidence<StatusList>;
}

/** All that the questions about one licence are answered from. Times in seconds. */
export interface LicenceEvidence extends TrustEvidence {
  readonly claims: CredentialClaims;
  readonly signer: Signer;
  /** The verifying province's own list, where the licence is another province's. */
  readonly ownList?: TrustList | undefined;
  /** The payload with its disclosures in place; absent when they did not check out. */
  readonly disclosed?: JsonObject | undefined;
  readonly nowSeconds: number;
  /** The time asked about; now unless told. */
  readonly atSeconds: number;
  /** What is known by now, where it outweighs what was known then. */
  readonly later?: TrustEvidence;
}

/**
 * A "no" of the trust list or the sheet. When the list is older than the licence it may merely not
 * know yet: then it is a doubt, `trust-list-behind`.
 */
export function denied(
  name: CheckName,
  reason: Reason,
  { trustList, claims }: LicenceEvidence,
): Check {
  const { issuedAt = 0 } = trustList.value ?? {};
  return issuedAt < claims.issuedAtSeconds
    ? doubted(name, 'trust-list-behind')
    : failed(name, reason);
}
