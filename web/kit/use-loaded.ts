import { useEffect, useState } from 'preact/hooks';
import type { Call } from './sign-in/use-sign-in.ts';
import { useLatest } from './use-latest.ts';

/** What was asked for; `fault` is a sentence of the service. */
export interface Loaded<T> {
  readonly value?: T;
  readonly fault?: string;
  /** Another one for each answer, of one that did not come too. */
  readonly turn: number;
  reload(): void;
}

/** The service's sentence, or none where nobody answered. */
export const toSentenceOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code !== 'unreachable' ? error.message : '';

/** Asks when the view opens, and again whenever it is told to; what was asked last is what is answered. */
export function useLoaded<T>(call: Call, path: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Omit<Loaded<T>, 'reload'>>({ turn: 0 });
  const begin = useLatest();
  const reload = () => {
    const isWanted = begin();
    const keep = (change: (value: T | undefined) => Pick<Loaded<T>, 'value' | 'fault'>) => {
      if (isWanted()) setLoaded(({ value, turn }) => ({ ...change(value), turn: turn + 1 }));
    };
    call({ method: 'GET', path }).then(
      (answer) => keep(() => ({ value: answer as T })),
      (error: unknown) =>
        keep((value) => ({
          ...(value === undefined ? {} : { value }),
          fault: toSentenceOf(error),
        })),
    );
  };
  useEffect(reload, [path]);
  return { ...loaded, reload };
}
