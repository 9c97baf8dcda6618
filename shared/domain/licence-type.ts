import type { FaceTemplate } from './face-template.ts';
import type { LicenceTypeCode } from './ids.ts';

/** 持证主体代码类型代码 (GB/T 36903 Annex A). */
export const holderCodeTypes = [
  '001',
  '099',
  '111',
  '114',
  '115',
  '118',
  '119',
  '120',
  '122',
  '411',
  '412',
  '413',
  '414',
  '511',
  '516',
  '999',
] as const;
export type HolderCodeType = (typeof holderCodeTypes)[number];

interface ItemCommon {
  /** `KZ_…`, the item's code (GB/T 36903 extension metadata). */
  readonly code: string;
  /** zh-Hans name as on the face. */
  readonly name: string;
  readonly required: boolean;
  readonly disclosure: 'always' | 'selective';
  readonly printed: boolean;
  /** Longest text on the printed code, in characters; longer text is shortened and flagged. */
  readonly printMax?: number;
}

/** One item on a licence's face 照面项. */
export type ItemDefinition = ItemCommon &
  (
    | {
        readonly kind: 'text';
        readonly maxLength: number;
        /** A bounded regular expression for the whole text. */
        readonly matches?: string;
      }
    | { readonly kind: 'decimal'; readonly minimum?: number }
    | { readonly kind: 'date' }
    | { readonly kind: 'datetime' }
    | { readonly kind: 'enum'; readonly values: readonly string[] }
    | { readonly kind: 'list'; readonly values: readonly string[]; readonly minItems: number }
    | { readonly kind: 'image'; readonly maxBytes: number; readonly mediaTypes: readonly string[] }
  );

/** How long a licence of the type holds. */
export type ValidityRule =
  | { readonly rule: 'from-data' }
  | { readonly rule: 'years'; readonly years: number }
  | { readonly rule: 'permanent' };

/** How a `{token}` of a number pattern is filled from an item. */
export interface ItemToken {
  /** Code of a required `enum` item; `map` has a text for each of its values. */
  readonly item: string;
  readonly map: Readonly<Record<string, string>>;
}

/**
 * How a licence gets its number 证照编号: `given` by the department (optionally matching a regular
 * expression), or made from a pattern of literals and tokens: `{division}`, `{sequence:n}`,
 * `{check}` (GB/T 17710 over the digits before it), `{holderCode}` and tokens mapped from items.
 */
export type NumberRule =
  | { readonly rule: 'given'; readonly matches?: string; readonly personal: boolean }
  | {
      readonly rule: 'pattern';
      readonly pattern: string;
      readonly tokens: Readonly<Record<string, ItemToken>>;
      readonly personal: boolean;
    };

/** A licence type 证照类型, one version of its definition: data, never code. */
export interface LicenceType {
  readonly code: LicenceTypeCode;
  readonly version: number;
  readonly name: { readonly 'zh-Hans': string; readonly en?: string };
  readonly holder: 'person' | 'organisation' | 'any';
  readonly maxHolders: number;
  readonly holderCodeTypes: readonly HolderCodeType[];
  readonly validity: ValidityRule;
  readonly number: NumberRule;
  readonly items: readonly ItemDefinition[];
  /** `second-person`: another client of the department approves each licence before it is issued. */
  readonly approval?: 'second-person';
  /** `given-pdf`: the face is a document that the department brings. */
  readonly document?: 'given-pdf';
  /** How its face is set; plainly where nothing is told. */
  readonly face?: FaceTemplate;
  /** Persons beside the holders whom a licence of the type concerns, for instance `mother`. */
  readonly relatedHolders?: readonly string[];
  /** Days before the last valid day on which departments are told that a licence is about to end; 60, 30 and 7 where nothing is told. */
  readonly reminderDays?: readonly number[];
  /** The result of a verification is also read aloud. */
  readonly spokenResult?: boolean;
}
