import type {
  CivilDate,
  DepartmentCode,
  LicenceId,
  LicenceIdentifier,
  LicenceTypeCode,
} from './ids.ts';
import type { Holder, LicenceState } from './licence.ts';

/** How a licence is named by whoever was told of it: by its identifier 证照标识, or by its number. */
export type ToldName =
  | { readonly identifier: LicenceIdentifier; readonly licenceId: LicenceId }
  | {
      readonly type: LicenceTypeCode;
      readonly department: DepartmentCode;
      readonly number: string;
    };

/** A value of an item as it is told: nothing that has parts with names. */
export type ToldValue = string | number | boolean | readonly string[];

/** What a verifier was told of a licence. */
export interface ToldLicence {
  readonly licence: ToldName;
  /** One of its holders: without a holder nothing is answered. */
  readonly holder: Pick<Holder, 'name'> & Partial<Pick<Holder, 'codeType' | 'code'>>;
  /** Last day on which it is said to hold. */
  readonly validUntil?: CivilDate;
  readonly items: Readonly<Record<string, ToldValue>>;
}

/** What the register says of a licence, as far as it is compared. */
export interface ComparedLicence {
  readonly identifier: LicenceIdentifier;
  readonly number: string;
  readonly state: LicenceState;
  readonly validFrom: CivilDate;
  readonly validUntil?: CivilDate;
  readonly holders: readonly Holder[];
  readonly items: Readonly<Record<string, unknown>>;
}

/** Most that one department, or one client of none, may ask on a day. */
export const fieldCheckLimits = {
  checks: 2000,
  /** Of licences that it did not ask about in the last 90 days. */
  newLicences: 500,
  /** That did not match. */
  misses: 100,
  /** That did not match, of what was asked under one name. */
  missesOfOne: 5,
} as const;

/** How long a licence that was asked about is none that is new, in milliseconds. */
export const fieldCheckMemory = 90 * 24 * 3600 * 1000;

/** A told name as one text, the same for all who were told it. */
export function toToldText(told: ToldName): string {
  if ('identifier' in told) return told.licenceId;
  return [told.type, told.department, told.number].join('#');
}

/** What the holder is told was asked about, by name. */
export function namesTold({ licence, items, validUntil }: ToldLicence): readonly string[] {
  return [
    'holders',
    ...('number' in licence ? ['number'] : []),
    ...(validUntil === undefined ? [] : ['validUntil']),
    ...Object.keys(items),
  ];
}

function isHolderTold({ holder }: ToldLicence, { holders }: ComparedLicence): boolean {
  return holders.some(
    ({ name, codeType, code }) =>
      name === holder.name &&
      (holder.code === undefined || (holder.code === code && holder.codeType === codeType)),
  );
}

const isNameTold = ({ licence }: ToldLicence, known: ComparedLicence) =>
  'identifier' in licence
    ? licence.identifier === known.identifier
    : licence.number === known.number;

const isInForce = ({ state, validFrom, validUntil }: ComparedLicence, today: CivilDate) =>
  state === 'valid' && validFrom <= today && (validUntil === undefined || today <= validUntil);

/**
 * Does a licence that is in force today say all that was told? All questions are asked, whatever the
 * first of them gives.
 */
export function matches(told: ToldLicence, known: ComparedLicence, today: CivilDate): boolean {
  const { validUntil, items } = told;
  const answers = [
    isInForce(known, today),
    isNameTold(told, known),
    isHolderTold(told, known),
    validUntil === undefined || validUntil === known.validUntil,
    ...Object.entries(items).map(([name, value]) => {
      const said = Object.hasOwn(known.items, name) ? known.items[name] : undefined;
      return JSON.stringify(said) === JSON.stringify(value);
    }),
  ];
  return !answers.includes(false);
}
