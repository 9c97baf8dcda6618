import { readFaceTemplate } from './face-template.ts';
import { isPersonCodeType } from './holder-code.ts';
import { readItemDefinition } from './item-definition-reading.ts';
import {
  type HolderCodeType,
  holderCodeTypes,
  type ItemDefinition,
  type LicenceType,
  type ValidityRule,
} from './licence-type.ts';
import { readLicenceTypeCode } from './licence-type-code.ts';
import { readNumberRule } from './number-rule-reading.ts';
import {
  gather,
  invalid,
  readArray,
  readBoolean,
  readEach,
  readInteger,
  readObject,
  readOneOf,
  readString,
  readText,
  refuseRepeats,
  type UnreadObject,
} from './reading.ts';

const fields = [
  'code',
  'version',
  'name',
  'holder',
  'holders',
  'holderCodeTypes',
  'relatedHolders',
  'validity',
  'number',
  'approval',
  'document',
  'reminderDays',
  'spokenResult',
  'face',
  'items',
];
const maxNameLength = 100;
const maxItems = 200;
const mostHolders = 20;
const longestTermYears = 100;

function readName(value: unknown, pointer: string): LicenceType['name'] {
  const source = readObject(value, pointer, ['zh-Hans', 'en']);
  return gather<LicenceType['name']>({
    'zh-Hans': () => readText(source['zh-Hans'], `${pointer}/zh-Hans`, maxNameLength),
    en: () =>
      source['en'] === undefined
        ? undefined
        : readText(source['en'], `${pointer}/en`, maxNameLength * 2),
  });
}

function readMaxHolders(value: unknown, pointer: string): number {
  if (value === undefined) return 1;
  const source = readObject(value, pointer, ['max']);
  return readInteger(source['max'], `${pointer}/max`, { min: 1, max: mostHolders });
}

function readHolderKind(value: unknown): LicenceType['holder'] {
  return readOneOf(value, '/holder', ['person', 'organisation', 'any']);
}

function readCodeTypes(source: UnreadObject): readonly HolderCodeType[] {
  const pointer = '/holderCodeTypes';
  const given = readArray(source['holderCodeTypes'], pointer, {
    min: 1,
    max: holderCodeTypes.length,
  });
  const types = readEach(given, pointer, (one, at) => {
    const type = readOneOf(one, at, holderCodeTypes);
    const refused = isPersonCodeType(type) ? 'organisation' : 'person';
    if (source['holder'] === refused) throw invalid(at, 'holder-code-type');
    return type;
  });
  refuseRepeats(types, (index) => `${pointer}/${index}`);
  return types;
}

/** None, or up to five, each less than the one before, a year at most. */
function readReminderDays(value: unknown): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const pointer = '/reminderDays';
  const days = readEach(readArray(value, pointer, { min: 0, max: 5 }), pointer, (one, at) =>
    readInteger(one, at, { min: 1, max: 366 }),
  );
  const wrong = days.findIndex((one, at) => at > 0 && one >= (days[at - 1] ?? 0));
  if (wrong > 0) throw invalid(`${pointer}/${wrong}`, 'too-large');
  return days;
}

function readRelatedHolders(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const pointer = '/relatedHolders';
  const words = readEach(readArray(value, pointer, { min: 1, max: 10 }), pointer, (one, at) => {
    const word = readString(one, at);
    if (!/^[a-z]{1,30}$/.test(word)) throw invalid(at, 'character');
    return word;
  });
  refuseRepeats(words, (index) => `${pointer}/${index}`);
  return words;
}

function readValidityRule(value: unknown, pointer: string): ValidityRule {
  const rule = readOneOf(readObject(value, pointer)['rule'], `${pointer}/rule`, [
    'from-data',
    'years',
    'permanent',
  ]);
  if (rule !== 'years') {
    readObject(value, pointer, ['rule']);
    return { rule };
  }
  const source = readObject(value, pointer, ['rule', 'years']);
  const bounds = { min: 1, max: longestTermYears };
  return { rule, years: readInteger(source['years'], `${pointer}/years`, bounds) };
}

function readItems(value: unknown): readonly ItemDefinition[] {
  const items = readEach(
    readArray(value, '/items', { min: 1, max: maxItems }),
    '/items',
    readItemDefinition,
  );
  refuseRepeats(
    items.map((item) => item.code),
    (index) => `/items/${index}/code`,
  );
  return items;
}

type WithoutNumber = Omit<LicenceType, 'number' | 'face'>;

const readAllButNumber = (source: UnreadObject) =>
  gather<WithoutNumber>({
    code: () => readLicenceTypeCode(source['code'], '/code'),
    version: () => readInteger(source['version'], '/version', { min: 1, max: 999 }),
    name: () => readName(source['name'], '/name'),
    holder: () => readHolderKind(source['holder']),
    maxHolders: () => readMaxHolders(source['holders'], '/holders'),
    holderCodeTypes: () => readCodeTypes(source),
    validity: () => readValidityRule(source['validity'], '/validity'),
    items: () => readItems(source['items']),
    approval: () =>
      source['approval'] === undefined
        ? undefined
        : readOneOf<'second-person'>(source['approval'], '/approval', ['second-person']),
    document: () =>
      source['document'] === undefined
        ? undefined
        : readOneOf<'given-pdf'>(source['document'], '/document', ['given-pdf']),
    relatedHolders: () => readRelatedHolders(source['relatedHolders']),
    reminderDays: () => readReminderDays(source['reminderDays']),
    spokenResult: () =>
      source['spokenResult'] === undefined
        ? undefined
        : readBoolean(source['spokenResult'], '/spokenResult'),
  });

/**
 * A licence type from its definition: the JSON shape that definers write (`holders.max`,
 * `number.pattern`), all of it checked before any licence is issued by it.
 * @throws Problem `request-invalid` naming each fault at its JSON pointer
 */
export function readLicenceType(value: unknown): LicenceType {
  const source = readObject(value, '', fields);
  const type = readAllButNumber(source);
  const codes = type.items.map(({ code }) => code);
  return {
    ...type,
    ...(source['face'] === undefined ? {} : { face: readFaceTemplate(source['face'], codes) }),
    number: readNumberRule(source['number'], '/number', type),
  };
}
