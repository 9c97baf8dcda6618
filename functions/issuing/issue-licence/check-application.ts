import type { LicenceApplication } from '../../../shared/api/licences.ts';
import { addDays, civilDateOf } from '../../../shared/domain/civil-date.ts';
import { type Department, isEntitled } from '../../../shared/domain/department.ts';
import { checkHolders } from '../../../shared/domain/holders.ts';
import type { CivilDate, DepartmentCode, Moment, SealId } from '../../../shared/domain/ids.ts';
import type { Holder } from '../../../shared/domain/licence.ts';
import {
  maxNumberLength,
  readGivenNumber,
  sequenceScope,
} from '../../../shared/domain/licence-number.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { gather, invalid, readText } from '../../../shared/domain/reading.ts';
import { requireUsable, type UsableSeal } from '../../../shared/domain/usable-seal.ts';
import { readValidity, type Validity } from '../../../shared/domain/validity.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { type FieldError, Problem } from '../../../shared/problem/problem.ts';
import { checkGlyphs } from './check-glyphs.ts';

/** An application that may be granted: everything about it was looked up and checked. */
export interface CheckedApplication extends Validity {
  /** When it was checked: the moment that the credential will name. */
  readonly at: Moment;
  readonly department: Department;
  readonly type: LicenceType;
  readonly seal: UsableSeal;
  readonly holders: readonly Holder[];
  readonly items: JsonObject;
  readonly issued: CivilDate;
  /** It exists already, on paper or elsewhere. */
  readonly converted?: true;
  /** The number that the department gave, where the type's rule asks for one. */
  readonly givenNumber?: string;
  /** Counts the numbers that the type's pattern makes, where it has a sequence. */
  readonly sequenceScope?: string;
}

/** What checking needs. */
export interface CheckApplicationPorts {
  readonly directory: Directory;
  readonly seals: Pick<Seals, 'findHead'>;
  readonly validator: ItemValidator;
}

/** What one version may take in the register, with its items, disclosures and signing input: an item holds 400 KB. */
export const maxApplicationBytes = 128 * 1024;

/** Most days between the decision and its entry here; an older date of issue would be backdating. */
const usualDaysBack = 30;

/** For whom and when an application is checked. */
export interface CheckingFor {
  readonly department: DepartmentCode;
  readonly at: Moment;
  /** Where the date of issue may lie further back: stock that is brought in. */
  readonly mostDaysBack?: number;
  /** The licence exists already, on paper or elsewhere: its number is given, whatever the type's rule. */
  readonly keepsNumber?: boolean;
}

/** What stands on the face of a licence that is applied for. */
export interface AskedFace {
  readonly holders: readonly Holder[];
  readonly items: Readonly<Record<string, unknown>>;
  readonly number?: string | undefined;
  readonly issued?: CivilDate | undefined;
  readonly validFrom?: CivilDate | undefined;
  readonly validUntil?: CivilDate | undefined;
}

function readIssued(given: CivilDate | undefined, by: CheckingFor): CivilDate {
  const today = civilDateOf(by.at);
  if (given === undefined) return today;
  if (given > today) throw invalid('/issued', 'future');
  const mostDaysBack = by.mostDaysBack ?? usualDaysBack;
  if (given < addDays(today, -mostDaysBack)) throw invalid('/issued', 'too-far');
  return given;
}

function refuseFaults(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
}

function readNumber(
  { number: rule }: LicenceType,
  given: string | undefined,
  { keepsNumber }: CheckingFor,
): string | undefined {
  if (rule.rule === 'given') return readGivenNumber(rule, given);
  if (keepsNumber) return readText(given, '/number', maxNumberLength);
  if (given !== undefined) throw invalid('/number', 'not-allowed');
  return undefined;
}

interface Face {
  readonly holders: readonly Holder[];
  readonly items: JsonObject;
  readonly validity: Validity;
  readonly givenNumber?: string | undefined;
}

/** Holders, items, validity and number by the type's rules; all faults in one refusal. */
function readFace(
  { validator }: Pick<CheckApplicationPorts, 'validator'>,
  application: AskedFace,
  by: CheckingFor & { readonly type: LicenceType; readonly issued: CivilDate },
): Face {
  const { type, issued } = by;
  const today = civilDateOf(by.at);
  const { holders, validFrom, validUntil, number } = application;
  // what came from a strict reading of JSON is JSON
  const items = application.items as JsonObject;
  return gather<Face>({
    holders: () => {
      refuseFaults(checkHolders(type, holders, today));
      return holders;
    },
    items: () => {
      refuseFaults(validator.check(type, items));
      return items;
    },
    validity: () =>
      readValidity(
        type.validity,
        { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) },
        issued,
      ),
    givenNumber: () => readNumber(type, number, by),
  });
}

/** What looking up needs; whoever goes on to check lets the validator get ready beside. */
export interface LookUpPorts extends Pick<CheckApplicationPorts, 'directory' | 'seals'> {
  readonly validator?: ItemValidator;
}

/** Who issues what under which seal. */
export type IssuingParties = Pick<CheckedApplication, 'department' | 'type' | 'seal'>;

/**
 * Looks up what the application names and refuses what is not there or not the department's.
 * @throws Problem `forbidden`, `issuer-not-entitled`, `seal-not-enabled`, `request-invalid`
 */
export async function lookUpParties(
  { directory, seals, validator }: LookUpPorts,
  application: Pick<LicenceApplication, 'type' | 'seal'>,
  by: CheckingFor,
): Promise<IssuingParties> {
  const [department, entitlements, type, seal] = await Promise.all([
    directory.findDepartment(by.department),
    directory.listEntitlements(by.department),
    directory.findLicenceType(application.type),
    seals.findHead(application.seal as SealId),
    validator?.ready(),
  ]);
  if (department === undefined) throw new Problem('forbidden', { reason: 'department-unknown' });
  if (type === undefined) throw invalid('/type', 'unknown');
  if (!isEntitled(entitlements, type.code, by.at)) throw new Problem('issuer-not-entitled');
  // another department's seal is told apart from none by nobody
  if (seal?.department !== department.code) throw invalid('/seal', 'unknown');
  return { department, type, seal: requireUsable(seal, by.at) };
}

/**
 * Checks what a department asks for: may it issue the type now, under this seal; are holders, items,
 * dates and number as the type wants them?
 * @throws Problem `forbidden`, `issuer-not-entitled`, `seal-not-enabled`, `request-invalid` with JSON pointers
 */
export function makeCheckApplication(ports: CheckApplicationPorts) {
  return async (application: LicenceApplication, by: CheckingFor): Promise<CheckedApplication> =>
    checkFace(ports, application, { by, parties: await lookUpParties(ports, application, by) });
}

/**
 * The same when it is known who issues what under which seal: no call leaves. The validator is ready since the parties were looked up.
 * @throws Problem `request-invalid` with JSON pointers
 */
export function checkFace(
  ports: Pick<CheckApplicationPorts, 'validator'>,
  application: AskedFace,
  { by, parties }: { readonly by: CheckingFor; readonly parties: IssuingParties },
): CheckedApplication {
  const { department, type } = parties;
  const issued = readIssued(application.issued, by);
  const face = readFace(ports, application, { ...by, type, issued });
  const { holders, items, validity, givenNumber } = face;
  refuseFaults(checkGlyphs(type, face));
  const source = { division: department.division, items, holders };
  const scope =
    type.number.rule === 'pattern' &&
    givenNumber === undefined &&
    sequenceScope(type, type.number, source);
  return {
    at: by.at,
    department,
    type,
    seal: parties.seal,
    holders,
    items,
    issued,
    ...validity,
    ...(givenNumber === undefined ? {} : { givenNumber }),
    ...(scope ? { sequenceScope: scope } : {}),
    ...(by.keepsNumber ? { converted: true } : {}),
  };
}
