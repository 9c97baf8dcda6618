import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import type { HolderCodeType } from '../../shared/domain/licence-type.ts';
import { mayAlterFace, type VersionKind } from '../../shared/domain/licence-version.ts';
import type { FieldError } from '../kit/error-summary.tsx';
import { readValues } from '../kit/licence-values.ts';
import type { DeskContext } from './desk-context.ts';
import { toHolderText } from './holder-text.ts';
import { emptyDraft, type IssueDraft, type ItemValue, isEmpty } from './issue-draft.ts';
import type { IssueTexts } from './issue-texts.ts';
import { holdersIn } from './licence-values.ts';
import { toItemText } from './preview-face.tsx';
import type { TypeAnswer } from './type-answers.ts';
import type { VersionTexts } from './version-texts.ts';

type Type = TypeAnswer['licenceType'];

/** What the next version is made for, and on what it rests. */
export interface VersionGrounds {
  readonly kind: VersionKind | '';
  readonly legalBasis: string;
  readonly reason: string;
  /** The last day after renewing, where the type leaves it open. */
  readonly renewedUntil: string;
}
export const noGrounds: VersionGrounds = { kind: '', legalBasis: '', reason: '', renewedUntil: '' };

/** The licence as it is, as a form has it. */
export function toDraft(licence: ShownLicenceAnswer, type: Type, seal: string): IssueDraft {
  const values = readValues(licence.credential);
  const items = type.items.flatMap(({ code }) => {
    const value = values.get(code);
    return value === undefined ? [] : [[code, value as ItemValue] as const];
  });
  return {
    ...emptyDraft(type, seal),
    holders: holdersIn(values).map(({ name, code, code_type }) => ({
      ...{ name, code, codeType: code_type as HolderCodeType },
    })),
    items: Object.fromEntries(items),
    number: type.number.rule === 'given' ? licence.number : '',
    validFrom: type.validity.rule === 'from-data' ? licence.validFrom : '',
    validUntil: type.validity.rule === 'from-data' ? (licence.validUntil ?? '') : '',
  };
}

/** One thing that says something else than before. */
export interface Alteration {
  /** Member of the request's body. */
  readonly part: 'holders' | 'items' | 'number' | 'validFrom' | 'validUntil';
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

interface Compared {
  readonly before: IssueDraft;
  readonly after: IssueDraft;
  readonly type: Type;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What was altered, name by name. */
export function listAlterations(
  { before, after, type }: Compared,
  { texts, own, language }: Pick<DeskContext, 'texts' | 'language'> & { readonly own: IssueTexts },
): readonly Alteration[] {
  const holderText = ({ holders }: IssueDraft) => toHolderText(holders, language);
  const itemText = ({ items }: IssueDraft, code: string) => toItemText(items[code] ?? '');
  const named = (['number', 'validFrom', 'validUntil'] as const).map((part) => ({
    ...{ part, name: own[part], before: before[part], after: after[part].trim() },
  }));
  const items = type.items
    .filter(({ code }) => !isSame(before.items[code] ?? '', after.items[code] ?? ''))
    .map(({ code, name }) => ({
      ...{ part: 'items' as const, name, before: itemText(before, code) },
      after: itemText(after, code),
    }));
  const holders = isSame(before.holders, after.holders)
    ? []
    : [{ before: holderText(before), after: holderText(after) }];
  return [
    ...holders.map((texted) => ({ part: 'holders' as const, name: texts.holder, ...texted })),
    ...items,
    ...named.filter((one) => one.before !== one.after),
  ];
}

/** Body of `POST /v1/licences/{id}/versions`: what is left out stays. */
export function toVersionBody(
  { kind, legalBasis, reason, renewedUntil }: VersionGrounds,
  draft: IssueDraft,
  alterations: readonly Alteration[],
) {
  const isAltered = (part: Alteration['part']) => alterations.some((one) => one.part === part);
  const said = Object.entries(draft.items).filter(([, value]) => !isEmpty(value));
  const all = {
    holders: draft.holders.map(({ name, codeType, code }) => ({
      ...{ name: name.trim(), codeType, code: code.trim() },
    })),
    items: Object.fromEntries(said),
    ...{ number: draft.number.trim(), validFrom: draft.validFrom, validUntil: draft.validUntil },
  };
  const altered = Object.entries(all).filter(([part]) => isAltered(part as Alteration['part']));
  return {
    ...{ kind, seal: draft.seal, legalBasis: legalBasis.trim(), reason: reason.trim() },
    ...(renewedUntil === '' ? {} : { validUntil: renewedUntil }),
    ...Object.fromEntries(altered),
  };
}

/** Whether the department says until when a renewed licence of the type holds. */
export const asksForEnd = ({ kind }: VersionGrounds, { validity }: Type): boolean =>
  kind === 'renew' && validity.rule === 'from-data';

/** Whether the form for what it says is shown. */
export const altersFace = ({ kind }: VersionGrounds): boolean => kind !== '' && mayAlterFace(kind);

/** What is missing; whether what is there fits, the service says. */
export function findGroundErrors(
  grounds: VersionGrounds,
  type: Type,
  { texts, own }: { readonly texts: DeskContext['texts']; readonly own: VersionTexts },
): readonly FieldError[] {
  const { kind, legalBasis, reason, renewedUntil } = grounds;
  const needed: readonly (readonly [string, string, boolean])[] = [
    ['version-kind', own.needKind, kind === ''],
    ['version-basis', texts.needLegalBasis, legalBasis.trim() === ''],
    ['version-reason', texts.needReason, reason.trim() === ''],
    ['version-until', own.needUntil, asksForEnd(grounds, type) && renewedUntil === ''],
  ];
  return needed.filter(([, , isMissing]) => isMissing).map(([field, text]) => ({ field, text }));
}
