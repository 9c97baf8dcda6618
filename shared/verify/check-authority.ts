import { identifierRoot } from '../domain/identifier-root.ts';
import { type DepartmentSheet, mayIssueAt } from '../formats/department-sheet.ts';
import type { TrustList } from '../formats/trust-list.ts';
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
  if (!isJoined(vct, issuer, typesPath, licenceType)) return failed('authority', 'type-mismatch');
  if (!isOfTypeAndDepartment(identifier, licenceType, department.code)) {
    return failed('authority', 'identifier-mismatch');
  }
  if (trustList.value === undefined) return doubted('authority', trustList.reason);
  if (sheet.reason === 'department-unknown') return denied('authority', sheet.reason, evidence);
  if (sheet.value === undefined) return doubted('authority', sheet.reason);
  if (!isOfProvince(trustList.value, sheet.value.department)) {
    return failed('authority', 'department-of-another-province');
  }
  return mayIssueAt(sheet.value, licenceType, claims.issuedAtSeconds)
    ? passed('authority')
    : denied('authority', 'type-not-authorised', evidence);
}

const typesPath = '/licence-types/';
const identifierBegin = `${identifierRoot}.`;

/** Is the text these parts, one behind the other? In place: joining them first costs three times as much. */
function isJoined(text: string, ...parts: readonly [string, string, string]): boolean {
  const [first, second, third] = parts;
  return (
    text.length === first.length + second.length + third.length &&
    text.startsWith(first) &&
    text.startsWith(second, first.length) &&
    text.endsWith(third)
  );
}

/** `<root>.<type>.<department>.…` */
function isOfTypeAndDepartment(identifier: string, type: string, department: string): boolean {
  const typeAt = identifierBegin.length;
  const departmentAt = typeAt + type.length + 1;
  return (
    identifier.startsWith(identifierBegin) &&
    identifier.startsWith(type, typeAt) &&
    identifier[departmentAt - 1] === '.' &&
    identifier.startsWith(department, departmentAt) &&
    identifier[departmentAt + department.length] === '.'
  );
}

/** Digits of a social credit code that name where it was registered; central organs are registered in none. */
const registered = { from: 2, to: 4 };

/**
 * Is it a department that this province can speak for? Its division lies in the province, and its code
 * was not registered in another one.
 * @see GB 32100-2015 (characters 3 to 8), GB/T 2260
 */
function isOfProvince(
  { province }: TrustList,
  { code, division }: DepartmentSheet['department'],
): boolean {
  const own = province.code.slice(0, 2);
  const registeredIn = code.slice(registered.from, registered.to);
  return division.startsWith(own) && (registeredIn === own || registeredIn === '10');
}
