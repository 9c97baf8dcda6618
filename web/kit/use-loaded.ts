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
