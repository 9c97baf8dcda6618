import { readBase64, toBase64 } from './base64url.ts';
import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a department sheet's protected header. */
export const departmentSheetType = 'department-sheet+jwt';
export const departmentSheetMediaType = 'application/department-sheet+jwt';

const maxSeals = 1_000;
/** In base64. */
const maxCertificateLength = 8_192;
const maxStates = 1_000;
const maxEntitlements = 5_000;
const codePattern = /^[0-9A-Z]{18}$/;
const divisionPattern = /^[0-9]{6}$/;
const sealIdPattern = /^[0-9A-Za-z-]{1,64}$/;
const typePattern = /^[0-9A-Z]{21}$/;

/** States of a seal that stand in a sheet: before `enabled` there is nothing to tell. */
export type PublishedSealState = 'enabled' | 'suspended' | 'cancelled';

/** A seal in a sheet. Times in seconds. */
export interface SheetSeal {
  readonly id: string;
  /** Unpadded base64url SHA-256 of the seal certificate's DER. */
  readonly certificate: string;
  /** The certificate itself, DER: whoever holds only its hash finds it here. Missing in sheets of others. */
  readonly der?: Uint8Array;
  /** Oldest first; each holds until the next begins. */
  readonly states: readonly { readonly state: PublishedSealState; readonly from: number }[];
  /** From when on its key may have been in other hands. */
  readonly compromisedFrom?: number;
}

/** That the department may issue a type from a second on, until (not including) another. */
export interface SheetEntitlement {
  readonly type: string;
  readonly from: number;
  readonly until?: number;
}

/** A department sheet 部门信任页: a department's seals and what it may issue, at which times. */
export interface DepartmentSheet {
  readonly provinceUrl: string;
  /** Strictly rising. */
  readonly number: number;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  readonly department: {
    readonly code: string;
    readonly name: string;
    /** GB/T 2260, 6 digits. */
    readonly division: string;
  };
  readonly seals: readonly SheetSeal[];
  readonly mayIssue: readonly SheetEntitlement[];
}

/** A sheet's path below the province's address. */
export function sheetPath(department: string): string {
  return `departments/${department}/sheet`;
}

/**
 * The claims of a department sheet, seals in order of their ids.
 * @throws Problem `malformed` when what it would say could not be read again
 */
export function toDepartmentSheetPayload(sheet: DepartmentSheet): JsonObject {
  const { code, name, division } = sheet.department;
  const payload = {
    iss: sheet.provinceUrl,
    sub: `${sheet.provinceUrl}/${sheetPath(code)}`,
    number: sheet.number,
    iat: sheet.issuedAt,
    ...(sheet.expiresAt === undefined ? {} : { exp: sheet.expiresAt }),
    department: { code, name, division },
    seals: [...sheet.seals]
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map((seal) => ({
        id: seal.id,
        certificate: seal.certificate,
        ...(seal.der === undefined ? {} : { certificate_der: toBase64(seal.der) }),
        states: seal.states.map(({ state, from }) => ({ state, from })),
        ...(seal.compromisedFrom === undefined ? {} : { compromised_from: seal.compromisedFrom }),
      })),
    may_issue: sheet.mayIssue.map(({ type, from, until }) => ({
      type,
      from,
      ...(until === undefined ? {} : { until }),
    })),
  };
  readDepartmentSheet(payload);
  return payload;
}

/**
 * Reads a department sheet's claims. Claims it does not know are left alone.
 * @param payload the claims of a JWS whose `typ` was `department-sheet+jwt`; the signature is the caller's
 * @throws Problem `malformed`: `department-sheet-<claim>`
 */
export function readDepartmentSheet(payload: JsonObject): DepartmentSheet {
  const fields = new SignedFileFields('department-sheet', payload);
  const provinceUrl = fields.text('iss', 512);
  const department = readDepartment(fields.object('department'));
  if (fields.text('sub', 512) !== `${provinceUrl}/${sheetPath(department.code)}`) {
    throw fields.refuse('sub');
  }
  return {
    provinceUrl,
    number: fields.positive('number'),
    issuedAt: fields.seconds('iat'),
    ...(fields.has('exp') ? { expiresAt: fields.seconds('exp') } : {}),
    department,
    seals: readSeals(fields),
    mayIssue: fields.objects('may_issue', maxEntitlements).map(readEntitlement),
  };
}

/** The seal's state at a second; undefined before it was first enabled. */
export function sealStateAt(seal: SheetSeal, second: number): PublishedSealState | undefined {
  let held: PublishedSealState | undefined;
  for (const { state, from } of seal.states) if (from <= second) held = state;
  return held;
}

/** May the department issue the type at that second? */
export function mayIssueAt(sheet: DepartmentSheet, type: string, second: number): boolean {
  return sheet.mayIssue.some(
    (one) =>
      one.type === type && one.from <= second && (one.until === undefined || second < one.until),
  );
}

function readDepartment(fields: SignedFileFields): DepartmentSheet['department'] {
  return {
    code: fields.matching('code', codePattern),
    name: fields.text('name'),
    division: fields.matching('division', divisionPattern),
  };
}

function readSeals(fields: SignedFileFields): readonly SheetSeal[] {
  const certificates = new Set<string>();
  let last = '';
  return fields.objects('seals', maxSeals).map((one) => {
    const seal = readSeal(one);
    if (seal.id <= last) throw fields.refuse('seals-order');
    if (certificates.has(seal.certificate)) throw fields.refuse('seals-certificate-doubled');
    certificates.add(seal.certificate);
    last = seal.id;
    return seal;
  });
}

function readSeal(fields: SignedFileFields): SheetSeal {
  return {
    id: fields.matching('id', sealIdPattern),
    certificate: fields.digest('certificate'),
    ...(fields.has('certificate_der') ? { der: readDer(fields) } : {}),
    states: readStates(fields),
    ...(fields.has('compromised_from')
      ? { compromisedFrom: fields.seconds('compromised_from') }
      : {}),
  };
}

function readDer(fields: SignedFileFields): Uint8Array {
  return readBase64(fields.text('certificate_der', maxCertificateLength));
}

/** In order of time; a cancelled seal never comes back. */
function readStates(fields: SignedFileFields): SheetSeal['states'] {
  const states = fields.objects('states', maxStates).map((one) => ({
    state: one.matching('state', /^(?:enabled|suspended|cancelled)$/) as PublishedSealState,
    from: one.seconds('from'),
  }));
  const isOrdered = states.every(({ from }, at) => from >= (states[at - 1]?.from ?? 0));
  if (!isOrdered) throw fields.refuse('states-order');
  if (states.slice(0, -1).some(({ state }) => state === 'cancelled')) {
    throw fields.refuse('states-cancelled');
  }
  return states;
}

function readEntitlement(fields: SignedFileFields): SheetEntitlement {
  const type = fields.matching('type', typePattern);
  const from = fields.seconds('from');
  if (!fields.has('until')) return { type, from };
  const until = fields.seconds('until');
  if (until <= from) throw fields.refuse('until');
  return { type, from, until };
}
