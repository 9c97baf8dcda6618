import { Problem } from '../problem/problem.ts';
import { toAlphanumericCharacter, toAlphanumericValue } from './alphanumeric.ts';
import { toHybridCheck } from './hybrid-check.ts';
import { identifierRoot } from './identifier-root.ts';
import type { DepartmentCode, LicenceId, LicenceIdentifier, LicenceTypeCode } from './ids.ts';
import { checkLicenceTypeCode, readLicenceTypeCode } from './licence-type-code.ts';
import { invalid, readString } from './reading.ts';
import { checkSocialCreditCode, readDepartmentCode } from './social-credit-code.ts';

/** The last version a licence may have. */
export const lastVersion = 999;

const serialShape = /^[0-9A-Z]{1,64}$/;
const identifierShape =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,64})\.([0-9]{3})\.([0-9A-Z])$/;

/** What a licence's identifier says. */
export interface IdentifierParts {
  readonly identifier: LicenceIdentifier;
  readonly licenceId: LicenceId;
  readonly type: LicenceTypeCode;
  readonly issuer: DepartmentCode;
  readonly serial: string;
  readonly version: number;
}

/**
 * The check character 校验位 over type, issuer, serial and version, without root and dots; `undefined`
 * when a character has no value in it.
 * @see GB/T 36904, ISO/IEC 7064 MOD 37,36
 */
export function toIdentifierCheck(text: string): string | undefined {
  const values: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const value = toAlphanumericValue(text.charAt(at));
    if (value < 0) return undefined;
    values.push(value);
  }
  return toAlphanumericCharacter(toHybridCheck(values, 36));
}

/** Is it `type.issuer.serial` with codes whose check characters are right? */
export function isLicenceId(text: string): boolean {
  const [type = '', issuer = '', serial = '', ...rest] = text.split('.');
  if (rest.length > 0 || !serialShape.test(serial)) return false;
  return checkLicenceTypeCode(type) === undefined && checkSocialCreditCode(issuer) === undefined;
}

/**
 * A licence id, the same through all versions.
 * @throws Problem `request-invalid`: `required`, `type`, `licence-id`
 */
export function readLicenceId(value: unknown, pointer = ''): LicenceId {
  const text = readString(value, pointer);
  if (!isLicenceId(text)) throw invalid(pointer, 'licence-id');
  return text as LicenceId;
}

/** The licence id of a type, an issuing department and a serial (20 of [0-9A-Z], see `toSerial`). */
export function toLicenceId(
  type: LicenceTypeCode,
  issuer: DepartmentCode,
  serial: string,
): LicenceId {
  return readLicenceId(`${type}.${issuer}.${serial}`);
}

/** What a licence id says. */
export function partsOfLicenceId(id: LicenceId): {
  readonly type: LicenceTypeCode;
  readonly issuer: DepartmentCode;
  readonly serial: string;
} {
  const [type, issuer, serial = ''] = id.split('.');
  return { type: readLicenceTypeCode(type), issuer: readDepartmentCode(issuer), serial };
}

/**
 * The identifier 证照标识 of one version: root, licence id, version in three digits, check character.
 * @param version 1..999
 * @throws Problem `request-invalid` for another version
 * @see GB/T 36904
 */
export function toIdentifier(id: LicenceId, version: number): LicenceIdentifier {
  if (!Number.isInteger(version) || version < 1 || version > lastVersion)
    throw invalid('/version', 'version');
  const digits = String(version).padStart(3, '0');
  const check = toIdentifierCheck(`${id.replaceAll('.', '')}${digits}`);
  // Made of a licence id that has been read: reading the whole again would cost more than all the rest.
  return `${identifierRoot}.${id}.${digits}.${check}` as LicenceIdentifier;
}

/**
 * An identifier as this service writes it: every part well formed, all check characters right.
 * @throws Problem `request-invalid`: `required`, `type`, `identifier`, `check-digit`
 * @see GB/T 36904
 */
export function readIdentifier(value: unknown, pointer = ''): IdentifierParts {
  const text = readString(value, pointer);
  const [, type = '', issuer = '', serial = '', version = '', check] =
    identifierShape.exec(text) ?? [];
  const id = `${type}.${issuer}.${serial}`;
  if (version === '000' || !isLicenceId(id)) throw invalid(pointer, 'identifier');
  if (toIdentifierCheck(`${type}${issuer}${serial}${version}`) !== check)
    throw invalid(pointer, 'check-digit');
  return {
    identifier: text as LicenceIdentifier,
    licenceId: id as LicenceId,
    type: type as LicenceTypeCode,
    issuer: issuer as DepartmentCode,
    serial,
    version: Number(version),
  };
}

/**
 * The identifier of the version after this one: known by computation to whoever holds the superseded one.
 * @throws Problem `state-conflict` (reason `versions-exhausted`) after version 999
 */
export function successorOf(identifier: LicenceIdentifier): LicenceIdentifier {
  const { licenceId, version } = readIdentifier(identifier);
  if (version >= lastVersion) throw new Problem('state-conflict', { reason: 'versions-exhausted' });
  return toIdentifier(licenceId, version + 1);
}
