import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import { toSentenceOf } from '../kit/use-loaded.ts';
import type { DeskTexts } from './desk-texts.ts';

interface Loaded<T> {
  readonly value?: readonly T[];
  readonly fault?: string;
  /** Where the next page begins, while there is one. */
  readonly next?: string;
}

/** What was read of a list so far. */
export interface Pages<T> extends Loaded<T> {
  readonly reload: () => void;
  /** Reads one page more. */
  readonly more: () => void;
}

const pageSize = 100;

/** A list a page at a time: the first when the view opens, each other one when somebody asks for it. */
export function usePages<T>(call: Call, path: string, name: string): Pages<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  const read = (before: readonly T[], cursor?: string) => {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const sign = path.includes('?') ? '&' : '?';
    call({ method: 'GET', path: `${path}${sign}limit=${pageSize}${from}` }).then(
      (answer) => {
        const value = [...before, ...((answer[name] ?? []) as T[])];
        const { next } = answer;
        setLoaded({ value, ...(next === undefined ? {} : { next: String(next) }) });
      },
      (error: unknown) => setLoaded((known) => ({ ...known, fault: toSentenceOf(error) })),
    );
  };
  const reload = () => read([]);
  useEffect(reload, [path]);
  return { ...loaded, reload, more: () => read(loaded.value ?? [], loaded.next) };
}

/** The way to the next page, where there is one. */
export function MoreButton({
  pages,
  texts,
}: {
  readonly pages: Pages<unknown>;
  readonly texts: DeskTexts;
}) {
  if (pages.next === undefined) return null;
  return (
    <button type="button" onClick={pages.more}>
      {texts.more}
    </button>
  );
}
