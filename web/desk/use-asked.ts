import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import { type Loaded, toSentenceOf } from '../kit/use-loaded.ts';

/** A question: where, and with a body what does not belong into an address. */
export type Asked =
  | { readonly method: 'GET'; readonly path: string }
  | { readonly method: 'POST'; readonly path: string; readonly body: object };

/** Asks when the view opens, and again whenever it is told to. */
export function useAsked<T>(call: Call, asked: Asked): Loaded<T> {
  const [loaded, setLoaded] = useState<Omit<Loaded<T>, 'reload'>>({});
  const reload = () => {
    setLoaded({});
    call(asked).then(
      (answer) => setLoaded({ value: answer as T }),
      (error: unknown) => setLoaded({ fault: toSentenceOf(error) }),
    );
  };
  useEffect(reload, [JSON.stringify(asked)]);
  return { ...loaded, reload };
}
