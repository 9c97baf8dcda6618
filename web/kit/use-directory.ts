import { useEffect, useState } from 'preact/hooks';
import type { Call } from './sign-in/use-sign-in.ts';
import { readTypeNames, type TypeNames } from './type-names.ts';
import { useLatest } from './use-latest.ts';
import { useWholeList } from './use-pages.tsx';

/** Something that can be chosen, by its code. */
export interface Choice {
  readonly code: string;
  readonly name: string;
}

interface Named {
  readonly name: string | Readonly<Record<string, string | undefined>>;
}

/** In the page's language where it has such a name. */
export const nameOf = ({ name }: Named, language: string): string =>
  typeof name === 'string' ? name : (name[language] ?? String(name['zh-Hans']));

/** What a code stands for, where that is known. */
export const findName = (choices: readonly Choice[], code: string): string | undefined =>
  choices.find((one) => one.code === code)?.name;

/** The same; the code itself until it is known. */
export const toName = (choices: readonly Choice[], code: string): string =>
  findName(choices, code) ?? code;

const options = { credentials: 'omit', redirect: 'error' } as const;

/** As anybody: licence types and departments of the province are public. */
const askOpenly: Call = async ({ path }) => {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
};

type Listed = Named & Pick<Choice, 'code'>;

const toChoices = (list: readonly Listed[] | undefined, language: string): readonly Choice[] =>
  (list ?? []).map((one) => ({ code: one.code, name: nameOf(one, language) }));

/** The licence types of the province to choose from, as they come in; none where they cannot be had. */
export const useTypes = (language: string): readonly Choice[] =>
  toChoices(useWholeList<Listed>(askOpenly, '/v1/licence-types', 'licenceTypes').value, language);

/** The departments of the province, likewise. */
export const useDepartments = (language: string): readonly Choice[] =>
  toChoices(useWholeList<Listed>(askOpenly, '/v1/departments', 'departments').value, language);

/** What a type's items are called; nothing while it is fetched. */
export function useTypeNames(code: string): TypeNames | undefined {
  const [names, setNames] = useState<TypeNames>();
  const begin = useLatest();
  useEffect(() => {
    const isWanted = begin();
    setNames(undefined);
    if (code === '') return;
    fetch(`/licence-types/${code}`, options)
      .then(async (response) => {
        const known = response.ok ? readTypeNames(await response.text()) : undefined;
        if (isWanted()) setNames(known);
      })
      .catch(() => undefined);
  }, [code]);
  return names;
}
