import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../kit/sign-in/use-sign-in.ts';

/** What was asked for; `fault` is a sentence of the service. */
export interface Loaded<T> {
  readonly value?: T;
  readonly fault?: string;
  reload(): void;
}

/** The service's sentence, or none where nobody answered. */
export const toSentenceOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code !== 'unreachable' ? error.message : '';

/** Asks when the view opens, and again whenever it is told to. */
export function useLoaded<T>(call: Call, path: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Omit<Loaded<T>, 'reload'>>({});
  const reload = () => {
    call({ method: 'GET', path }).then(
      (answer) => setLoaded({ value: answer as T }),
      (error: unknown) =>
        setLoaded(({ value }) => ({
          ...(value === undefined ? {} : { value }),
          fault: toSentenceOf(error),
        })),
    );
  };
  useEffect(reload, [path]);
  return { ...loaded, reload };
}

interface Page<T> {
  readonly value?: readonly T[];
  readonly fault?: string;
  reload(): void;
}

const mostPages = 20;

/** All pages of a list, one after the other. */
export function useLoadedList<T>(call: Call, path: string, name: string): Page<T> {
  const [loaded, setLoaded] = useState<Omit<Page<T>, 'reload'>>({});
  const read = async () => {
    const all: T[] = [];
    let cursor: unknown;
    for (let page = 0; page === 0 || (cursor !== undefined && page < mostPages); page += 1) {
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(String(cursor))}`;
      const answer = await call({ method: 'GET', path: `${path}${query}` });
      all.push(...((answer[name] ?? []) as T[]));
      cursor = answer['next'];
    }
    return all;
  };
  const reload = () => {
    read().then(
      (value) => setLoaded({ value }),
      (error: unknown) => setLoaded({ fault: toSentenceOf(error) }),
    );
  };
  useEffect(reload, [path]);
  return { ...loaded, reload };
}
