import { identifierRoot } from '../domain/identifier.ts';
import { mayIssueAt } from '../formats/department-sheet.ts';
import { doubted, failed, passed } from './evidence.ts';
import { denied, type LicenceEvidence } from './licence-evidence.ts';
import type { Check } from './verdict.ts';

/**
 * Might this department issue this licence type 颁发权限 in this province's name when it did? What the
 * licence says of itself must agree first: province, type, identifier.
 */
export function checkAuthority(evidence: LicenceEvidence): Check {
  const { claims, signer, trustList, sheet } = evidence;
  const { issuer, vct, licenceType, department, identifier } = claims;
  if (issuer !== signer.provinceUrl) return failed('authority', 'issuer-of-another-province');
  if (vct !== `${issuer}/licence-types/${licenceType}`) return failed('authority', 'type-mismatch');
  if (!identifier.startsWith(`${identifierRoot}.${licenceType}.${department.code}.`)) {
    return failed('authority', 'identifier-mismatch');
  }
  if (trustList.value === undefined) return doubted('authority', trustList.reason);
  if (sheet.reason === 'department-unknown') return denied('authority', sheet.reason, evidence);
  if (sheet.value === undefined) return doubted('authority', sheet.reason);
  return mayIssueAt(sheet.value, licenceType, claims.issuedAtSeconds)
    ? passed('authority')
    : denied('authority', 'type-not-authorised', evidence);
}
