import { useEffect, useState } from 'preact/hooks';
import { makeFetchShelf } from '../kit/fetch-shelf.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import { findTypeNames, type TypeNames } from '../kit/type-names.ts';

/** What licence types and their items are called. */
export interface Names {
  type(code: string): string;
  item(type: string, name: string): string;
  /** Of the type's frame. */
  colour(type: string): string | undefined;
  /** What of a licence of the type its holder may show or keep back. */
  selective(type: string): readonly string[];
  /** They have come in, or cannot be had. */
  readonly isSettled: boolean;
}

interface Asked {
  readonly settings: PageSettings;
  readonly language: string;
  /** Words for what every type has. */
  readonly words: { readonly holders: string; readonly number: string };
}

/** Names of these types, as they come in; codes until then. */
export function useTypeNames(
  types: readonly string[],
  { settings, language, words }: Asked,
): Names {
  const [known, setKnown] = useState<ReadonlyMap<string, TypeNames | undefined>>(new Map());
  const wanted = [...new Set(types)].sort();
  useEffect(() => {
    const shelf = makeFetchShelf(settings);
    for (const type of wanted.filter((one) => !known.has(one))) {
      void findTypeNames(shelf, `${settings.provinceUrl}/licence-types/${type}`).then((names) => {
        setKnown((old) => new Map([...old, [type, names]]));
      });
    }
  }, [wanted.join()]);
  return {
    isSettled: wanted.every((type) => known.has(type)),
    colour: (code) => known.get(code)?.colour,
    selective: (code) => known.get(code)?.selective ?? [],
    type: (code) => known.get(code)?.names.get(language) ?? known.get(code)?.name ?? code,
    item: (type, name) =>
      name === 'holders' || name === 'number'
        ? words[name]
        : (known.get(type)?.items.get(name) ?? name),
  };
}
