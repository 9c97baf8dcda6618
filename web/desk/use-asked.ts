import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import { useLatest } from '../kit/use-latest.ts';
import { type Loaded, toSentenceOf } from '../kit/use-loaded.ts';

/** A question: where, and with a body what does not belong into an address. */
export type Asked =
  | { readonly method: 'GET'; readonly path: string }
  | { readonly method: 'POST'; readonly path: string; readonly body: object };

type Asking<T> = Omit<Loaded<T>, 'turn'>;

/** Asks when the view opens, and again whenever it is told to; what was asked last is what is answered. */
export function useAsked<T>(call: Call, asked: Asked): Asking<T> {
  const [loaded, setLoaded] = useState<Omit<Asking<T>, 'reload'>>({});
  const begin = useLatest();
  const reload = () => {
    const isWanted = begin();
    setLoaded({});
    call(asked).then(
      (answer) => isWanted() && setLoaded({ value: answer as T }),
      (error: unknown) => isWanted() && setLoaded({ fault: toSentenceOf(error) }),
    );
  };
  useEffect(reload, [JSON.stringify(asked)]);
  return { ...loaded, reload };
}
