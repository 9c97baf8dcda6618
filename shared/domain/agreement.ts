import type { LicenceTypeCode, Moment } from './ids.ts';
import { readLicenceTypeCode } from './licence-type-code.ts';
import { readRfc3339 } from './moment.ts';
import {
  gather,
  invalid,
  readArray,
  readEach,
  readObject,
  readString,
  readText,
  refuseRepeats,
} from './reading.ts';
import { type ProvinceCode, readProvinceCode } from './recognised-province.ts';

/**
 * That licences of one type of another province are recognised from one moment on, until another or for
 * good: 同一事项同一标准同一编码, or mapped to our own code.
 */
export interface AgreedType {
  /** The other province's code. */
  readonly type: LicenceTypeCode;
  /** Our own; the same unless told. */
  readonly ownType?: LicenceTypeCode;
  readonly from: Moment;
  /** First moment at which it no longer holds; `on-confirmation` only in proposals. */
  readonly until?: Moment | 'on-confirmation';
  /** Only licences signed in this half-open interval. */
  readonly issuedFrom?: Moment;
  readonly issuedUntil?: Moment;
  /** Items that must be shown. */
  readonly items: readonly string[];
}

/** A recognition agreement 互认协议 with another province. What held at any time stays in it. */
export interface Agreement {
  readonly id: string;
  readonly province: ProvinceCode;
  /** What it is called on paper. */
  readonly title: string;
  readonly types: readonly AgreedType[];
}

const idForm = /^[a-z0-9-]{3,64}$/;
const itemForm = /^[A-Za-z][0-9A-Za-z_]{0,63}$/;
const maxTitleLength = 200;
const maxItems = 64;
/** The whole has to fit into one item of the table, before and after into one proposal. */
export const maxAgreedTypes = 500;

/**
 * An agreement as it is given; a type without `from` is recognised from now on.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readAgreement(value: unknown, now: Moment): Agreement {
  const source = readObject(value, '', ['id', 'province', 'title', 'types']);
  return gather<Agreement>({
    id: () => readAgreementId(source['id'], '/id'),
    province: () => readProvinceCode(source['province'], '/province'),
    title: () => readText(source['title'], '/title', maxTitleLength),
    types: () => readAgreedTypes(source['types'], now),
  });
}

/** @throws Problem `request-invalid`: `required`, `type`, `character` */
export function readAgreementId(value: unknown, pointer: string): string {
  const text = readString(value, pointer);
  if (!idForm.test(text)) throw invalid(pointer, 'character');
  return text;
}

/**
 * Types to be recognised, at `/types`.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readAgreedTypes(value: unknown, now: Moment): readonly AgreedType[] {
  const given = readArray(value, '/types', { min: 1, max: maxAgreedTypes });
  return readEach(given, '/types', (one, pointer) => readAgreedType(one, pointer, now));
}

const typeFields = ['type', 'ownType', 'from', 'until', 'issuedFrom', 'issuedUntil', 'items'];

function readAgreedType(value: unknown, pointer: string, now: Moment): AgreedType {
  const source = readObject(value, pointer, typeFields);
  const moment = (name: string) => () =>
    source[name] === undefined
      ? (undefined as never)
      : readRfc3339(source[name], `${pointer}/${name}`);
  const read = gather<AgreedType>({
    type: () => readLicenceTypeCode(source['type'], `${pointer}/type`),
    ownType: () =>
      source['ownType'] === undefined
        ? (undefined as never)
        : readLicenceTypeCode(source['ownType'], `${pointer}/ownType`),
    from: () => (source['from'] === undefined ? now : moment('from')()),
    until: moment('until'),
    issuedFrom: moment('issuedFrom'),
    issuedUntil: moment('issuedUntil'),
    items: () => readItems(source['items'], `${pointer}/items`),
  });
  refuseEmpty(read, pointer);
  return read;
}

function refuseEmpty(read: AgreedType, pointer: string): void {
  if (endOf(read) <= read.from) throw invalid(`${pointer}/until`, 'before-from');
  const { issuedFrom = Number.NEGATIVE_INFINITY, issuedUntil = Number.POSITIVE_INFINITY } = read;
  if (issuedUntil <= issuedFrom) throw invalid(`${pointer}/issuedUntil`, 'before-from');
}

function readItems(value: unknown, pointer: string): readonly string[] {
  if (value === undefined) return [];
  const items = readEach(readArray(value, pointer, { min: 0, max: maxItems }), pointer, readItem);
  refuseRepeats(items, (index) => `${pointer}/${index}`);
  return items;
}

function readItem(value: unknown, pointer: string): string {
  const text = readString(value, pointer);
  if (!itemForm.test(text)) throw invalid(pointer, 'character');
  return text;
}

const endOf = ({ until }: AgreedType) =>
  typeof until === 'number' ? until : Number.POSITIVE_INFINITY;

/** Two intervals of one type that overlap: the end of one would end nothing. */
export function findOverlap(types: readonly AgreedType[]): AgreedType | undefined {
  return types.find((one, at) =>
    types.some(
      (other, place) =>
        place > at && one.type === other.type && one.from < endOf(other) && other.from < endOf(one),
    ),
  );
}

/** Does the interval still last, or lie ahead, at that moment? */
export function isLasting(one: AgreedType, now: Moment): boolean {
  return endOf(one) > now;
}
