import { containsCitizenNumber } from '../../../shared/domain/citizen-number.ts';
import { endSeconds, startSeconds } from '../../../shared/domain/civil-date.ts';
import { identifierRoot } from '../../../shared/domain/identifier-root.ts';
import type { CivilDate, LicenceIdentifier } from '../../../shared/domain/ids.ts';
import type { ItemDefinition } from '../../../shared/domain/licence-type.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import type { PrintedContent, PrintedItem } from '../../../shared/formats/printed-code-draft.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { StatusPlace } from '../../../shared/ports/leases.ts';
import type { CheckedApplication } from './check-application.ts';

/** What a version's printed code is told beside its application. */
export interface PrintedParts {
  readonly provinceUrl: string;
  readonly number: { readonly value: string; readonly isPersonal: boolean };
  readonly place: StatusPlace;
  readonly identifier: LicenceIdentifier;
  /** First 8 bytes of the SHA-256 of the seal's certificate. */
  readonly certificateHash: Uint8Array;
}

const dayMilliseconds = 86_400_000;
const toDay = (date: CivilDate) => Date.parse(date) / dayMilliseconds;

/** Type, department, serial, version and check character in one. */
const toSubject = (identifier: LicenceIdentifier) =>
  identifier.slice(identifierRoot.length).replaceAll('.', '');

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';
const isTexts = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** An item as the code may tell it; nothing where it would tell a citizen's number. */
function toPrintedItem(
  { code, kind, printMax }: ItemDefinition,
  value: string | readonly string[],
): PrintedItem | undefined {
  if ([value].flat().some(containsCitizenNumber)) return undefined;
  const isCuttable = kind === 'text';
  return { code, value, isCuttable, ...(printMax === undefined ? {} : { printMax }) };
}

function toPrintedItems({ type, items }: CheckedApplication) {
  const printed: PrintedItem[] = [];
  const omitted: string[] = [];
  for (const definition of type.items) {
    const value = items[definition.code];
    if (!definition.printed || !(isText(value) || isTexts(value))) continue;
    const item = toPrintedItem(definition, value);
    if (item === undefined) omitted.push(definition.code);
    else printed.push(item);
  }
  return { items: printed, omitted };
}

/**
 * What a licence's printed code says: the items that its type prints, and nothing of a citizen's
 * number: a personal licence number is left out, and so is an item that holds one.
 */
export function toPrintedContent(checked: CheckedApplication, parts: PrintedParts): PrintedContent {
  const { issued, validFrom, validUntil } = checked;
  const { provinceUrl, number, place, identifier, certificateHash } = parts;
  return {
    issuer: provinceUrl,
    subject: toSubject(identifier),
    issuedAtSeconds: toSeconds(checked.at),
    notBeforeSeconds: startSeconds(validFrom),
    ...(validUntil === undefined ? {} : { expiresAtSeconds: endSeconds(validUntil) }),
    ...place,
    issuedDay: toDay(issued),
    ...(number.isPersonal ? {} : { number: number.value }),
    ...toPrintedItems(checked),
    certificateHash,
  };
}
