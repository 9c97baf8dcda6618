import { identifierRoot } from '../domain/identifier-root.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { DepartmentSheet } from '../formats/department-sheet.ts';
import type { PrintedClaims } from '../formats/printed-code.ts';
import type { JsonObject, JsonValue } from '../formats/strict-json.ts';

const daySeconds = 86_400;
/** Asia/Shanghai. */
const offsetSeconds = 8 * 3600;
const typeLength = 21;
const departmentLength = 18;
const versionLength = 3;
const itemPrefix = 'KZ_';

/** What an identifier's parts without dots say. */
interface Subject {
  readonly identifier: string;
  readonly type: string;
  readonly department: string;
}

function toSubject(subject: string): Subject {
  const type = subject.slice(0, typeLength);
  const department = subject.slice(typeLength, typeLength + departmentLength);
  const end = subject.length - versionLength - 1;
  const serial = subject.slice(typeLength + departmentLength, end);
  const [version, check] = [subject.slice(end, -1), subject.slice(-1)];
  const identifier = `${identifierRoot}.${type}.${department}.${serial}.${version}.${check}`;
  return { identifier, type, department };
}

/** The department that a printed code names. */
export const departmentOfSubject = (subject: string): string =>
  subject.slice(typeLength, typeLength + departmentLength);

/** The last days that were written: most licences share them. */
const written = new Map<number, string>();
const maxWritten = 4096;

/** `YYYY-MM-DD` of a number of days since 1970-01-01. */
function toDate(day: number): string {
  const known = written.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
  if (written.size >= maxWritten) written.clear();
  written.set(day, date);
  return date;
}

const dayOf = (seconds: number) => Math.floor((seconds + offsetSeconds) / daySeconds);

/**
 * What the code says, in the words in which every check asks: a code leaves out what follows from the
 * rest, as addresses of type and status list, and the department's name, which its signed sheet has.
 */
export function toLicenceClaims(
  claims: PrintedClaims,
  department: DepartmentSheet['department'],
): CredentialClaims {
  const { issuer, expiresAtSeconds, notBeforeSeconds } = claims;
  const { identifier, type } = toSubject(claims.subject);
  return {
    issuer,
    vct: `${issuer}/licence-types/${type}`,
    issuedAtSeconds: claims.issuedAtSeconds,
    notBeforeSeconds,
    identifier,
    licenceType: type,
    department: { code: department.code, name: department.name },
    status: { uri: `${issuer}/status-lists/${claims.statusList}`, index: claims.statusIndex },
    issued: toDate(claims.issuedDay),
    validFrom: toDate(dayOf(notBeforeSeconds)),
    ...(expiresAtSeconds === undefined
      ? {}
      : { expiresAtSeconds, validUntil: toDate(dayOf(expiresAtSeconds - 1)) }),
  };
}

/** What the code tells of number and items, by the names that a credential discloses them under. */
export function toTold({ number, items }: PrintedClaims): JsonObject {
  const told: Record<string, JsonValue> = number === undefined ? {} : { number };
  for (const [name, value] of items) told[itemPrefix + name] = value;
  return told;
}

/** Codes of what was shortened or left out, `number` for the number. */
export const toShortened = ({ shortened }: PrintedClaims): readonly string[] =>
  shortened.map((name) => (name === 'number' ? name : itemPrefix + name));
