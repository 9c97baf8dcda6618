import type { AskedVersion } from '../../../shared/api/licence-versions.ts';
import type { LicenceApplication } from '../../../shared/api/licences.ts';
import { addDays, civilDateOf, lastDayOfTerm } from '../../../shared/domain/civil-date.ts';
import type { CivilDate, DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import { mayAlterFace, mayMakeVersion } from '../../../shared/domain/licence-version.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { Validity } from '../../../shared/domain/validity.ts';
import type { Reservation } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  type CheckApplicationPorts,
  type CheckedApplication,
  makeCheckApplication,
} from '../issue-licence/check-application.ts';
import type { IssuedHead } from '../own-licence.ts';
import type { VersionBase } from '../version-base.ts';

/** What checking needs. */
export interface CheckVersionPorts extends CheckApplicationPorts {
  readonly reader: Pick<RegisterReader, 'findReservation'>;
}

/** A version that may be made, and what it is made of. */
export interface CheckedVersion {
  readonly checked: CheckedApplication;
  readonly base: VersionBase;
}

/** Which licence, by whom and when. */
export interface VersionQuestion {
  readonly head: IssuedHead;
  readonly department: DepartmentCode;
  readonly at: Moment;
}

/** What the asked kind does not alter may not be given. */
function refuseAlterations(asked: AskedVersion): void {
  if (mayAlterFace(asked.kind)) return;
  for (const name of ['holders', 'items', 'number', 'validFrom'] as const) {
    if (asked[name] !== undefined) throw invalid(`/${name}`, 'not-allowed');
  }
  if (asked.kind !== 'renew' && asked.validUntil !== undefined) {
    throw invalid('/validUntil', 'not-allowed');
  }
}

/** The application that says what the licence says now, but for what is asked. */
function toApplication(before: Reservation, asked: AskedVersion): LicenceApplication {
  const { validFrom, validUntil } = before;
  return {
    type: before.type,
    seal: asked.seal,
    holders: [...(asked.holders ?? before.holders)],
    items: asked.items ?? { ...before.items },
    number: asked.number ?? before.number,
    ...(asked.issued === undefined ? {} : { issued: asked.issued }),
    validFrom: asked.validFrom ?? validFrom,
    ...(asked.validUntil === undefined && validUntil === undefined
      ? {}
      : { validUntil: asked.validUntil ?? validUntil }),
  };
}

/** Only where the type asks for them: the rule makes the others. */
function forRule(application: LicenceApplication, type: CheckedApplication['type']) {
  const { validFrom, validUntil, number, ...rest } = application;
  return {
    ...rest,
    ...(type.number.rule === 'given' ? { number } : {}),
    ...(type.validity.rule === 'from-data' ? { validFrom, validUntil } : {}),
  } as LicenceApplication;
}

/**
 * How long a renewed licence holds: without a break from its first day, and for another term after its
 * last. @throws Problem `request-invalid` where it has no last day, `state-conflict` after that day
 */
function toRenewed(
  { type, issued, at }: CheckedApplication,
  before: Reservation,
  given: CivilDate | undefined,
): Validity {
  const { validFrom, validUntil } = before;
  const { validity: rule } = type;
  if (validUntil === undefined || rule.rule === 'permanent') throw invalid('/kind', 'not-allowed');
  if (validUntil < civilDateOf(at)) throw new Problem('state-conflict', { reason: 'expired' });
  if (rule.rule === 'years') {
    if (given !== undefined) throw invalid('/validUntil', 'not-allowed');
    return { validFrom, validUntil: lastDayOfTerm(addDays(validUntil, 1), rule.years) };
  }
  if (given === undefined) throw invalid('/validUntil', 'required');
  if (given <= validUntil || given < issued) throw invalid('/validUntil', 'before-start');
  return { validFrom, validUntil: given };
}

/** Its period stays, unless it is renewed, or given anew where the type leaves it to the department. */
function toValidity(
  checked: CheckedApplication,
  before: Reservation,
  asked: AskedVersion,
): Validity {
  if (asked.kind === 'renew') return toRenewed(checked, before, asked.validUntil);
  const { validFrom, validUntil } = checked.type.validity.rule === 'from-data' ? checked : before;
  return validUntil === undefined ? { validFrom } : { validFrom, validUntil };
}

function toBase(head: IssuedHead, before: Reservation, asked: AskedVersion): VersionBase {
  const { licenceId, version, seq, state, statusList, statusIndex, issuedAt } = head;
  const { kind, legalBasis, reason } = asked;
  const place = { statusList, statusIndex };
  const grounds = { legalBasis, reason };
  const { number, numberDigest, holderDigests } = before;
  return {
    licenceId,
    prior: { kind, grounds, version, seq, state, place, issuedAt },
    before: { number, numberDigest, holderDigests },
  };
}

/**
 * Checks what a department asks for: does the licence's state permit it; and may the department issue
 * what it would become, by the type's present definition and under this seal?
 * @throws Problem `state-conflict`, `request-invalid`, and those of checking an application
 */
export function makeCheckVersion(ports: CheckVersionPorts) {
  const check = makeCheckApplication(ports);
  return async (asked: AskedVersion, question: VersionQuestion): Promise<CheckedVersion> => {
    const { head, department, at } = question;
    if (!mayMakeVersion(asked.kind, head)) {
      throw new Problem('state-conflict', { reason: head.state });
    }
    refuseAlterations(asked);
    const before = await ports.reader.findReservation(head.licenceId, head.version);
    if (before === undefined) throw new Error('a licence in force has no version');
    const type = await ports.directory.findLicenceType(head.type);
    const application = toApplication(before, asked);
    const fit = type === undefined ? application : forRule(application, type);
    const { sequenceScope: _, ...checked } = await check(fit, { department, at });
    const { validFrom: _from, validUntil: _until, ...rest } = checked;
    const validity = toValidity(checked, before, asked);
    return { checked: { ...rest, ...validity }, base: toBase(head, before, asked) };
  };
}
