import { readTimes, type Times } from './jws.ts';
import type { JsonObject, JsonValue } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a credential's protected header. @see draft-ietf-oauth-sd-jwt-vc §3.2.1 */
export const credentialType = 'dc+sd-jwt';

/**
 * Names of the claims that always stand in the clear. None of them may come as a disclosure: the
 * registered ones by the SD-JWT VC draft §3.2.2.2, ours because every check rests on them.
 */
export const plainClaimNames: ReadonlySet<string> = new Set([
  'iss',
  'iat',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'status',
  'identifier',
  'licence_type',
  'department',
  'issued',
  'valid_from',
  'valid_until',
]);

/** A holder as the credential carries it, in the selectively disclosed claim `holders`. */
export interface CredentialHolder {
  readonly name: string;
  /** 持证主体代码类型代码, GB/T 36903 Annex A. */
  readonly codeType: string;
  readonly code: string;
}

/** Where a licence's status stands. @see draft-ietf-oauth-status-list §6 */
export interface StatusReference {
  readonly uri: string;
  readonly index: number;
}

/** The department a licence comes from 颁发机构. */
export interface CredentialDepartment {
  /** Unified social credit code, 18 characters. */
  readonly code: string;
  readonly name: string;
}

/** What every credential says in the clear, beside the type's own `always` items. */
export interface CredentialClaims extends Times {
  /** `iss`: the province's address. */
  readonly issuer: string;
  /** `vct`: the licence type's address. */
  readonly vct: string;
  readonly issuedAtSeconds: number;
  readonly notBeforeSeconds: number;
  /** `identifier` 证照标识: root, type, department, serial, version and check character. */
  readonly identifier: string;
  /** `licence_type` 证照类型代码, 21 characters. */
  readonly licenceType: string;
  /** `department` 证照颁发机构. */
  readonly department: CredentialDepartment;
  readonly status: StatusReference;
  /** Civil dates in Asia/Shanghai, `YYYY-MM-DD`: 颁发日期, 有效期起始日期, 截止日期 (absent: 长期). */
  readonly issued: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** The holder's wallet key, as given (RFC 7800). */
  readonly confirmation?: JsonObject;
}

const licenceTypePattern = /^[0-9A-Z]{21}$/;
const departmentPattern = /^[0-9A-Z]{18}$/;
const datePattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const maxAddressLength = 512;
/** Far more than any list holds (`status-list.ts`); out of a list's own range is the status check's question. */
const maxEntries = 2 ** 31;

/** @param payload one whose `status.status_list` is an object */
function readStatusIndex(payload: JsonObject): number | undefined {
  const status = payload['status'] as { readonly status_list: JsonObject };
  const index = status.status_list['idx'];
  return Number.isInteger(index) && Number(index) >= 0 && Number(index) < maxEntries
    ? Number(index)
    : undefined;
}

function readStatus(payload: JsonObject, fields: SignedFileFields): StatusReference {
  const list = fields.object('status').object('status_list');
  const index = readStatusIndex(payload);
  if (index === undefined) throw list.refuse('idx');
  return { uri: list.text('uri', maxAddressLength), index };
}

/**
 * Reads what a credential says in the clear, from the payload *as signed*, so that no disclosure can
 * stand for it. Forms only: whether codes are right, dates exist and times fit is the rules' question.
 * @throws Problem `malformed` (`time-…`, `credential-<claim>`)
 */
export function readCredentialClaims(payload: JsonObject): CredentialClaims {
  const fields = new SignedFileFields('credential', payload);
  const department = fields.object('department');
  return {
    ...readTimes(payload, ['iat', 'nbf']),
    issuer: fields.text('iss', maxAddressLength),
    vct: fields.text('vct', maxAddressLength),
    identifier: fields.text('identifier', 128),
    licenceType: fields.matching('licence_type', licenceTypePattern),
    department: {
      code: department.matching('code', departmentPattern),
      name: department.text('name'),
    },
    status: readStatus(payload, fields),
    issued: fields.matching('issued', datePattern),
    validFrom: fields.matching('valid_from', datePattern),
    ...(fields.has('valid_until')
      ? { validUntil: fields.matching('valid_until', datePattern) }
      : {}),
    ...readConfirmation(fields, payload['cnf']),
  };
}

function readConfirmation(
  fields: SignedFileFields,
  value: JsonValue | undefined,
): { readonly confirmation?: JsonObject } {
  if (!fields.has('cnf')) return {};
  fields.object('cnf');
  return { confirmation: value as JsonObject };
}
