import { authorisationType } from '../../shared/domain/authorisation.ts';
import type { FieldError } from '../kit/error-summary.tsx';
import type { MeTexts } from './me-texts.ts';

/** Leave as it is being filled in. */
export interface AuthoriseDraft {
  /** Names of what may be seen, by licence. */
  readonly licences: Readonly<Record<string, readonly string[]>>;
  readonly whom: 'anyone' | 'department' | 'client';
  readonly department: string;
  readonly client: string;
  readonly itemCode: string;
  readonly words: string;
  readonly minutes: number;
  readonly maxUses: number;
}

/** The steps in their order, and after them what is to be checked. */
export const steps = ['what', 'whom', 'why', 'long'] as const;
export type Step = (typeof steps)[number];

export const durations = [
  ['minutes10', 10],
  ['hour1', 60],
  ['day1', 24 * 60],
  ['days30', 30 * 24 * 60],
] as const satisfies readonly (readonly [keyof MeTexts, number])[];

/** How often at most: a choice is easier than a number. */
export const counts = [1, 3, 10] as const;

export function toEmptyDraft(licences: readonly string[]): AuthoriseDraft {
  return {
    licences: Object.fromEntries(licences.map((id) => [id, []])),
    ...{ whom: 'anyone', department: '', client: '', itemCode: '', words: '' },
    ...{ minutes: 60, maxUses: 1 },
  };
}

const missing = {
  what: ({ licences }: AuthoriseDraft, texts: MeTexts): readonly FieldError[] =>
    Object.keys(licences).length > 0 ? [] : [{ field: 'licences', text: texts.needLicence }],
  whom: ({ whom, department, client }: AuthoriseDraft, texts: MeTexts): readonly FieldError[] => {
    if (whom === 'department' && !/^[0-9A-Z]{18}$/.test(department)) {
      return [{ field: 'department', text: texts.needDepartment }];
    }
    return whom === 'client' && client === '' ? [{ field: 'client', text: texts.needCounter }] : [];
  },
  why: ({ itemCode, words }: AuthoriseDraft, texts: MeTexts): readonly FieldError[] => [
    ...(/^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/.test(itemCode)
      ? []
      : [{ field: 'itemCode', text: texts.needItemCode }]),
    ...(words === '' ? [{ field: 'words', text: texts.needWords }] : []),
  ],
  long: (): readonly FieldError[] => [],
} as const satisfies Record<Step, unknown>;

/** What a step still lacks. */
export function findFaults(step: Step, draft: AuthoriseDraft, texts: MeTexts) {
  const trimmed = { ...draft, words: draft.words.trim() };
  return missing[step](trimmed, texts);
}

const toVerifier = ({ whom, department, client }: AuthoriseDraft) => {
  if (whom === 'department') return { department };
  return whom === 'client' ? { client } : { anyone: true };
};

/** Body of `POST /v1/me/authorisations`. */
export function toBody(draft: AuthoriseDraft, until: number, delegation?: string): object {
  const { licences, itemCode, words, maxUses } = draft;
  return {
    type: authorisationType,
    licences: Object.entries(licences).map(([licenceId, items]) => ({ licenceId, items })),
    verifier: toVerifier(draft),
    purpose: { itemCode, words: words.trim() },
    until: new Date(until).toISOString(),
    maxUses,
    ...(delegation === undefined ? {} : { delegation }),
  };
}
