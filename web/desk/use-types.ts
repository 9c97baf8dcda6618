import { useLoaded } from '../kit/use-loaded.ts';
import type { DeskContext } from './desk-context.ts';
import type { LicenceTypesAnswer, TypeAnswer } from './type-answers.ts';

type Asking = Pick<DeskContext, 'call' | 'language'>;

/** Something that can be chosen, by its code. */
export interface Choice {
  readonly code: string;
  readonly name: string;
}

interface Named {
  readonly name: { readonly 'zh-Hans': string; readonly en?: string | undefined };
}

/** In the page's language where it has such a name. */
export const nameOf = ({ name }: Named, language: DeskContext['language']): string =>
  name[language] ?? name['zh-Hans'];

/** The province's licence types to choose from, as they come in. */
export function useTypes({ call, language }: Asking): readonly Choice[] {
  const { value } = useLoaded<LicenceTypesAnswer>(call, '/v1/licence-types?limit=100');
  return (value?.licenceTypes ?? []).map((type) => ({
    code: type.code,
    name: nameOf(type, language),
  }));
}

/** What one of them is called; its code until that is known. */
export const findName = (choices: readonly Choice[], code: string): string =>
  choices.find((one) => one.code === code)?.name ?? code;

/** One type's whole definition. */
export function useType({ call }: Asking, code: string) {
  return useLoaded<TypeAnswer>(call, `/v1/licence-types/${code}`);
}
