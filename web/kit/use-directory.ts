import { useEffect, useState } from 'preact/hooks';
import { readTypeNames, type TypeNames } from './type-names.ts';

/** Something that can be chosen, by its code. */
export interface Choice {
  readonly code: string;
  readonly name: string;
}

/** Licence types and departments of the province: public, for everybody to choose from. */
export interface DirectoryChoices {
  readonly types: readonly Choice[];
  readonly departments: readonly Choice[];
}

const options = { credentials: 'omit', redirect: 'error' } as const;
const none: DirectoryChoices = { types: [], departments: [] };

async function fetchJson(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

function toChoices(list: unknown, language: string): readonly Choice[] {
  if (!Array.isArray(list)) return [];
  return list.map(({ code, name }: { code: unknown; name: unknown }) => {
    const names = Object(name) as Record<string, unknown>;
    const shown = typeof name === 'string' ? name : (names[language] ?? names['zh-Hans']);
    return { code: String(code), name: String(shown ?? code) };
  });
}

/** Every entry of a public list, page by page. */
async function fetchList(list: string, member: string, language: string) {
  const found: Choice[] = [];
  let next: string | undefined;
  do {
    const cursor: string = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page = await fetchJson(`/v1/${list}?limit=100${cursor}`);
    found.push(...toChoices(page[member], language));
    next = page['next'] as string | undefined;
  } while (next !== undefined);
  return found;
}

const fetchTypes = (language: string) => fetchList('licence-types', 'licenceTypes', language);
const fetchDepartments = (language: string) => fetchList('departments', 'departments', language);

/** What there is to choose from; empty while it is fetched, and where it cannot be had. */
export function useDirectory(language: string): DirectoryChoices {
  const [found, setFound] = useState(none);
  useEffect(() => {
    const load = async () => {
      const [types, departments] = await Promise.all([
        fetchTypes(language),
        fetchDepartments(language),
      ]);
      setFound({ types, departments });
    };
    load().catch(() => undefined);
  }, [language]);
  return found;
}

/** What a code stands for, where that is known. */
export const nameOf = (choices: readonly Choice[], code: string): string | undefined =>
  choices.find((one) => one.code === code)?.name;

/** The departments of the province by name; none while they are fetched, and where they cannot be had. */
export function useDepartments(language: string): readonly Choice[] {
  const [found, setFound] = useState<readonly Choice[]>([]);
  useEffect(() => {
    fetchDepartments(language).then(setFound, () => undefined);
  }, [language]);
  return found;
}

/** What a type's items are called; nothing while it is fetched. */
export function useTypeNames(code: string): TypeNames | undefined {
  const [names, setNames] = useState<TypeNames>();
  useEffect(() => {
    setNames(undefined);
    if (code === '') return;
    fetch(`/licence-types/${code}`, options)
      .then(async (response) =>
        setNames(response.ok ? readTypeNames(await response.text()) : undefined),
      )
      .catch(() => undefined);
  }, [code]);
  return names;
}
