import type { HolderCodeType, ItemDefinition } from '../../shared/domain/licence-type.ts';
import { holderCodeTypes } from '../../shared/domain/licence-type.ts';
import type { FieldError } from '../kit/error-summary.tsx';
import { fill } from '../kit/fill.ts';
import type { IssueTexts } from './issue-texts.ts';
import type { TypeAnswer } from './type-answers.ts';

export interface DraftHolder {
  readonly name: string;
  readonly codeType: HolderCodeType;
  readonly code: string;
}

/** A value of an item as the form has it: text, chosen texts, or a picture. */
export type ItemValue =
  | string
  | readonly string[]
  | { readonly mediaType: string; readonly data: string };

/** A licence that is being filled in; nothing of it is kept when the page is left: it is personal. */
export interface IssueDraft {
  readonly seal: string;
  readonly holders: readonly DraftHolder[];
  readonly items: Readonly<Record<string, ItemValue>>;
  readonly number: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

type Type = TypeAnswer['licenceType'];

/** Which documents a holder of the type may have. */
export const codeTypesOf = ({ holderCodeTypes: own }: Type): readonly HolderCodeType[] =>
  own === undefined || own.length === 0 ? holderCodeTypes : own;

const newHolder = (type: Type): DraftHolder => ({
  ...{ name: '', code: '', codeType: codeTypesOf(type)[0] ?? '001' },
});

export const emptyDraft = (type: Type, seal: string): IssueDraft => ({
  ...{ seal, holders: [newHolder(type)], items: {}, number: '', validFrom: '', validUntil: '' },
});

export const addHolder = (draft: IssueDraft, type: Type): IssueDraft => ({
  ...draft,
  holders: [...draft.holders, newHolder(type)],
});

/** How many holders a licence of the type may have. */
export const mostHoldersOf = ({ holders }: Type): number => holders?.max ?? 1;

/** The field's id in the page for a place in the application, a JSON pointer: `/items/KZ_MC`. */
export const toFieldId = (pointer: string): string =>
  `issue${pointer.split('/').slice(0, 4).join('-')}`;

export const isEmpty = (value: ItemValue | undefined): boolean =>
  value === undefined ||
  (typeof value === 'object' ? 'length' in value && value.length === 0 : value.trim() === '');

function findHolderErrors({ holders }: IssueDraft, texts: IssueTexts): readonly FieldError[] {
  return holders.flatMap(({ name, code }, at) => {
    const missing = [
      ...(name.trim() === '' ? [['name', texts.holderName]] : []),
      ...(code.trim() === '' ? [['code', texts.holderCode]] : []),
    ];
    return missing.map(([field = '', words = '']) => ({
      field: toFieldId(`/holders/${at}/${field}`),
      text: fill(texts.missing, { name: words }),
    }));
  });
}

/** What is missing; whether what is there fits, the service says. */
export function findMissing(
  draft: IssueDraft,
  type: Type,
  texts: IssueTexts,
): readonly FieldError[] {
  const lacks = (item: ItemDefinition) => item.required && isEmpty(draft.items[item.code]);
  const needed: (readonly [string, string, boolean])[] = [
    ['/number', texts.number, type.number.rule === 'given' && draft.number.trim() === ''],
    ['/validFrom', texts.validFrom, type.validity.rule === 'from-data' && draft.validFrom === ''],
  ];
  const toError = (pointer: string, name: string) => ({
    field: toFieldId(pointer),
    text: fill(texts.missing, { name }),
  });
  return [
    ...findHolderErrors(draft, texts),
    ...type.items.filter(lacks).map(({ code, name }) => toError(`/items/${code}`, name)),
    ...needed.filter(([, , isMissing]) => isMissing).map(([at, name]) => toError(at, name)),
  ];
}

/** Body of `POST /v1/licences`; what was left empty is left out. */
export function toApplication(draft: IssueDraft, type: Type) {
  const { seal, holders, items, number, validFrom, validUntil } = draft;
  const given = Object.entries(items).filter(([, value]) => !isEmpty(value));
  const dates = type.validity.rule === 'from-data' ? { validFrom, validUntil } : {};
  const said = Object.entries({ number: number.trim(), ...dates }).filter(
    ([, text]) => text !== '',
  );
  return {
    ...{ type: type.code, seal },
    holders: holders.map(({ name, codeType, code }) => ({
      ...{ name: name.trim(), codeType, code: code.trim() },
    })),
    items: Object.fromEntries(given),
    ...Object.fromEntries(said),
  };
}
