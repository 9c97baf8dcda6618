import { useEffect, useState } from 'preact/hooks';
import type { Call } from './sign-in/use-sign-in.ts';

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

/** All pages of a list, up to a bound. */
async function readAll<T>(call: Call, path: string, name: string): Promise<readonly T[]> {
  const all: T[] = [];
  let next = path;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call({ method: 'GET', path: next });
    all.push(...((answer[name] ?? []) as T[]));
    if (answer['next'] === undefined) break;
    const sign = path.includes('?') ? '&' : '?';
    next = `${path}${sign}cursor=${encodeURIComponent(String(answer['next']))}`;
  }
  return all;
}

/** All pages of a list, one after the other. */
export function useLoadedList<T>(call: Call, path: string, name: string): Page<T> {
  const [loaded, setLoaded] = useState<Omit<Page<T>, 'reload'>>({});
  const reload = () => {
    readAll<T>(call, path, name).then(
      (value) => setLoaded({ value }),
      (error: unknown) => setLoaded({ fault: toSentenceOf(error) }),
    );
  };
  useEffect(reload, [path]);
  return { ...loaded, reload };
}
