import { useRef, useState } from 'preact/hooks';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

/** One thing that staff have done by the service: whether it goes on, and why it did not work. */
export interface Act<Answer> {
  readonly isBusy: boolean;
  readonly fault?: string;
  readonly answer?: Answer;
  readonly run: (path: string, body: object) => Promise<void>;
  readonly reset: () => void;
}

/** An `ApiRefusal`, by what is looked at: the class is loaded with signing in. */
interface Refused {
  readonly code?: string;
  readonly message: string;
}

/** Nothing where somebody has to sign in again: the page says so already. */
function toFault(code: string | undefined, message: string, texts: RetrievalTexts): string {
  if (code === 'unreachable') return texts.unreachable;
  return message === '' ? '' : `${texts.failed}${message}`;
}

/**
 * Sends something that is written down over there. What is sent again after nobody answered goes under
 * the same key, so that nothing is done twice.
 */
export function useAct<Answer>(call: Call, texts: RetrievalTexts): Act<Answer> {
  const [state, setState] = useState<Omit<Act<Answer>, 'run' | 'reset'>>({ isBusy: false });
  const sent = useRef<{ readonly what: string; readonly key: string }>(undefined);
  const run = async (path: string, body: object): Promise<void> => {
    const what = `${path} ${JSON.stringify(body)}`;
    if (sent.current?.what !== what) sent.current = { what, key: crypto.randomUUID() };
    setState({ isBusy: true });
    try {
      const idempotencyKey = sent.current.key;
      const answer = await call({ method: 'POST', path, body, idempotencyKey });
      sent.current = undefined;
      setState({ isBusy: false, answer: answer as Answer });
    } catch (error) {
      const { code, message } = error as Refused;
      if (code !== undefined && code !== 'unreachable') sent.current = undefined;
      setState({ isBusy: false, fault: toFault(code, message, texts) });
    }
  };
  return { ...state, run, reset: () => setState({ isBusy: false }) };
}
