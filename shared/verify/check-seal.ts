import { type SheetSeal, sealStateAt } from '../formats/department-sheet.ts';
import { isSameOctets } from '../formats/octets.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { doubted, failed, passed } from './evidence.ts';
import { denied, type LicenceEvidence } from './licence-evidence.ts';
import type { Check } from './verdict.ts';

/**
 * Was it signed with a seal 电子印章 of the department it names, enabled when it was used, and is its
 * key beyond doubt? Asked of the department's sheet, at the credential's `iat`.
 */
export function checkSeal(evidence: LicenceEvidence): Check {
  const { claims, signer, trustList, sheet } = evidence;
  if (signer.departmentCode !== claims.department.code) {
    return failed('seal', 'seal-of-another-department');
  }
  if (trustList.value === undefined) return doubted('seal', trustList.reason);
  if (!isListed(trustList.value, signer.authority)) {
    return denied('seal', 'seal-authority-unlisted', evidence);
  }
  if (sheet.reason === 'department-unknown') return denied('seal', sheet.reason, evidence);
  if (sheet.value === undefined) return doubted('seal', sheet.reason);
  const seal = findSeal(evidence);
  if (seal === undefined) return denied('seal', 'seal-unknown', evidence);
  return checkUse(seal, evidence);
}

/** The seal that signed, as its department's sheet has it. */
export function findSeal({ sheet, signer }: LicenceEvidence): SheetSeal | undefined {
  return sheet.value?.seals.find((one) => one.certificate === signer.certificateDigest);
}

function checkUse(seal: SheetSeal, evidence: LicenceEvidence): Check {
  const usedAt = evidence.claims.issuedAtSeconds;
  const { compromisedFrom } = seal;
  if (compromisedFrom !== undefined && usedAt >= compromisedFrom) {
    return failed('seal', 'seal-compromised');
  }
  const state = sealStateAt(seal, usedAt);
  if (state === undefined) return denied('seal', 'seal-not-yet-enabled', evidence);
  if (state === 'suspended') return denied('seal', 'seal-suspended', evidence);
  if (state === 'cancelled') return failed('seal', 'seal-cancelled');
  // `iat` is the signer's own word, and after a compromise that is not enough.
  return compromisedFrom === undefined ? passed('seal') : doubted('seal', 'seal-time-unproven');
}

/** Authorities that were found on a trust list: both objects last as long as they are cached. */
const listed = new WeakMap<TrustList, WeakSet<Uint8Array>>();

function isListed(trustList: TrustList, authority: Uint8Array): boolean {
  if (listed.get(trustList)?.has(authority)) return true;
  if (!trustList.sealingCas.some((ca) => isSameOctets(ca, authority))) return false;
  const found = listed.get(trustList) ?? new WeakSet();
  listed.set(trustList, found.add(authority));
  return true;
}
