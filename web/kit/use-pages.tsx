import { useEffect, useRef, useState } from 'preact/hooks';
import type { Call } from './sign-in/use-sign-in.ts';
import { toSentenceOf } from './use-loaded.ts';
import { type WaitingTexts, WaitingView } from './waiting-view.tsx';

interface Loaded<T> {
  readonly value?: readonly T[];
  /** Why the last page that was asked for did not come: a sentence of the service, or none where nobody answered. */
  readonly fault?: string;
  /** Asks for that page once more. */
  readonly retry?: () => void;
  /** Where the next page begins, while there is one. */
  readonly next?: string;
}

/** What was read of a list so far. */
export interface Pages<T> extends Loaded<T> {
  readonly reload: () => void;
  /** Reads one page more. */
  readonly more: () => void;
}

/** As many as the service puts on one page at most. */
const pageSize = 100;

/** A list a page at a time: the first when the view opens, each other one when somebody asks for it. */
export function usePages<T>(call: Call, path: string, name: string): Pages<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  // each beginning anew is a round; what comes of one before that which is shown is not listened to
  const rounds = useRef({ asked: 0, shown: 0 });
  const read = (round: number, before: readonly T[], cursor?: string) => {
    const keep = (change: (known: Loaded<T>) => Loaded<T>) => {
      if (round < rounds.current.shown) return;
      rounds.current.shown = round;
      setLoaded(change);
    };
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const sign = path.includes('?') ? '&' : '?';
    call({ method: 'GET', path: `${path}${sign}limit=${pageSize}${from}` }).then(
      (answer) => {
        const value = [...before, ...((answer[name] ?? []) as T[])];
        const { next } = answer;
        keep(() => ({ value, ...(next === undefined ? {} : { next: String(next) }) }));
      },
      (error: unknown) =>
        keep((known) => ({
          ...known,
          ...{ fault: toSentenceOf(error), retry: () => read(round, before, cursor) },
        })),
    );
  };
  const reload = () => {
    rounds.current.asked += 1;
    read(rounds.current.asked, []);
  };
  useEffect(reload, [path]);
  const more = () => read(rounds.current.shown, loaded.value ?? [], loaded.next);
  return { ...loaded, reload, more };
}

/** A list that reads on by itself to its end: where one is to be chosen of all that there are. */
export function useWholeList<T>(call: Call, path: string, name: string): Omit<Pages<T>, 'next'> {
  const { next, ...pages } = usePages<T>(call, path, name);
  useEffect(() => {
    if (next !== undefined) pages.more();
  }, [pages.value]);
  return pages;
}

interface ListEndProps {
  readonly pages: Pages<unknown>;
  readonly texts: WaitingTexts & { readonly more: string };
}

/** What a list lacks yet: it is on its way, it did not come, or there is more for whoever asks. */
export function ListEnd({ pages, texts }: ListEndProps) {
  const { value, fault, next, reload, retry = reload, more } = pages;
  if (value === undefined || fault !== undefined) {
    return <WaitingView texts={texts} fault={fault} onRetry={retry} />;
  }
  if (next === undefined) return null;
  return (
    <button type="button" onClick={more}>
      {texts.more}
    </button>
  );
}
