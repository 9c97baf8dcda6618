import { readBoundedPattern } from './bounded-pattern.ts';
import { imageMediaTypes, maxImageBytes } from './image-item.ts';
import type { ItemDefinition } from './licence-type.ts';
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

type Kind = ItemDefinition['kind'];
type OfKind<K extends Kind> = Extract<ItemDefinition, { kind: K }>;
type KindPart<K extends Kind> = Pick<
  OfKind<K>,
  Exclude<keyof OfKind<K>, Exclude<keyof OfKind<'date'>, 'kind'>>
>;
type Common = Omit<OfKind<'date'>, 'kind'>;
type AnyKindPart = { [K in Kind]: KindPart<K> }[Kind];

/** Longest text item, in characters. */
const maxTextLength = 10_000;
const maxValues = 500;
const maxValueLength = 100;
const itemCode = /^KZ_[A-Za-z0-9]{1,40}$/;

const commonFields = ['code', 'name', 'kind', 'required', 'disclosure', 'printed', 'printMax'];
const kinds = ['text', 'decimal', 'date', 'datetime', 'enum', 'list', 'image'] as const;
const fieldsOfKind: Readonly<Record<Kind, readonly string[]>> = {
  text: ['maxLength', 'pattern'],
  decimal: ['minimum'],
  date: [],
  datetime: [],
  enum: ['values'],
  list: ['values', 'minItems'],
  image: ['maxBytes', 'mediaTypes'],
};

function readValues(value: unknown, pointer: string): readonly string[] {
  const values = readEach(
    readArray(value, pointer, { min: 1, max: maxValues }),
    pointer,
    (one, at) => readText(one, at, maxValueLength),
  );
  refuseRepeats(values, (index) => `${pointer}/${index}`);
  return values;
}

function readMinimum(value: unknown, pointer: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(pointer, 'type');
  return value;
}

const partReaders: {
  readonly [K in Kind]: (source: UnreadObject, pointer: string) => KindPart<K>;
} = {
  text: (source, pointer) =>
    gather<KindPart<'text'>>({
      kind: () => 'text',
      maxLength: () =>
        readInteger(source['maxLength'], `${pointer}/maxLength`, { min: 1, max: maxTextLength }),
      matches: () =>
        source['pattern'] === undefined
          ? undefined
          : readBoundedPattern(source['pattern'], `${pointer}/pattern`),
    }),
  decimal: (source, pointer) =>
    gather<KindPart<'decimal'>>({
      kind: () => 'decimal',
      minimum: () => readMinimum(source['minimum'], `${pointer}/minimum`),
    }),
  date: () => ({ kind: 'date' }),
  datetime: () => ({ kind: 'datetime' }),
  enum: (source, pointer) =>
    gather<KindPart<'enum'>>({
      kind: () => 'enum',
      values: () => readValues(source['values'], `${pointer}/values`),
    }),
  list: (source, pointer) =>
    gather<KindPart<'list'>>({
      kind: () => 'list',
      values: () => readValues(source['values'], `${pointer}/values`),
      minItems: () =>
        readInteger(source['minItems'], `${pointer}/minItems`, { min: 0, max: maxValues }),
    }),
  image: (source, pointer) =>
    gather<KindPart<'image'>>({
      kind: () => 'image',
      maxBytes: () =>
        readInteger(source['maxBytes'], `${pointer}/maxBytes`, { min: 1, max: maxImageBytes }),
      mediaTypes: () => readMediaTypes(source['mediaTypes'], `${pointer}/mediaTypes`),
    }),
};

function readMediaTypes(value: unknown, pointer: string): readonly string[] {
  const types = readEach(
    readArray(value, pointer, { min: 1, max: imageMediaTypes.length }),
    pointer,
    (one, at) => readOneOf(one, at, imageMediaTypes),
  );
  refuseRepeats(types, (index) => `${pointer}/${index}`);
  return types;
}

function readItemCode(value: unknown, pointer: string): string {
  const code = readString(value, pointer);
  if (!itemCode.test(code)) throw invalid(pointer, 'item-code');
  return code;
}

function readPrintMax(source: UnreadObject, pointer: string): number | undefined {
  if (source['printMax'] === undefined) return undefined;
  if (source['kind'] !== 'text' || source['printed'] !== true)
    throw invalid(pointer, 'not-allowed');
  return readInteger(source['printMax'], pointer, { min: 1, max: maxTextLength });
}

const readCommon = (source: UnreadObject, pointer: string) =>
  gather<Common>({
    code: () => readItemCode(source['code'], `${pointer}/code`),
    name: () => readText(source['name'], `${pointer}/name`, maxValueLength),
    required: () => readBoolean(source['required'], `${pointer}/required`),
    disclosure: () =>
      readOneOf(source['disclosure'], `${pointer}/disclosure`, ['always', 'selective']),
    printed: () => readBoolean(source['printed'], `${pointer}/printed`),
    printMax: () => readPrintMax(source, `${pointer}/printMax`),
  });

/**
 * One item of a type's definition. Images are only disclosed selectively and never printed: a code has no room for them.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readItemDefinition(value: unknown, pointer: string): ItemDefinition {
  const kind = readOneOf(readObject(value, pointer)['kind'], `${pointer}/kind`, kinds);
  const source = readObject(value, pointer, [...commonFields, ...fieldsOfKind[kind]]);
  const { common, part } = gather<{ common: Common; part: AnyKindPart }>({
    common: () => readCommon(source, pointer),
    part: () => partReaders[kind](source, pointer),
  });
  if (kind === 'image' && common.printed) throw invalid(`${pointer}/printed`, 'not-allowed');
  if (part.kind === 'list' && part.minItems > part.values.length)
    throw invalid(`${pointer}/minItems`, 'too-large');
  return { ...common, ...part };
}
