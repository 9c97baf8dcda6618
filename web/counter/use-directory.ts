import { useEffect, useState } from 'preact/hooks';
import { readTypeNames, type TypeNames } from '../kit/type-names.ts';

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

/** What there is to choose from; empty while it is fetched, and where it cannot be had. */
export function useDirectory(language: string): DirectoryChoices {
  const [found, setFound] = useState(none);
  useEffect(() => {
    const load = async () => {
      const [types, departments] = await Promise.all([
        fetchJson('/v1/licence-types?limit=100'),
        fetchJson('/v1/departments?limit=100'),
      ]);
      setFound({
        types: toChoices(types['licenceTypes'], language),
        departments: toChoices(departments['departments'], language),
      });
    };
    load().catch(() => undefined);
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
