import { useRef, useState } from 'preact/hooks';
import type { ApiAnswer, BodyFault } from './sign-in/call-api.ts';
import type { Call } from './sign-in/use-sign-in.ts';
import { toSentenceOf } from './use-loaded.ts';

/** Something that somebody does once. */
export interface Act {
  readonly isBusy: boolean;
  /** Why it was refused: the service's sentence, empty where nobody answered. */
  readonly refusal?: string;
  /** What of the body the service found wrong. */
  readonly faults: readonly BodyFault[];
  /** Undefined where it was refused. */
  run(request: ActRequest): Promise<ApiAnswer | undefined>;
}

interface ActRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

const idle = { isBusy: false, faults: [] };

/**
 * Does one thing at a time. Tried again with the same content, it goes out under the same key: whatever
 * was lost on the way, it is done once.
 */
export function useAct(call: Call): Act {
  const [state, setState] = useState<Omit<Act, 'run'>>(idle);
  const last = useRef<{ readonly content: string; readonly key: string }>(undefined);
  const toKey = (content: string) => {
    if (last.current?.content !== content) last.current = { content, key: crypto.randomUUID() };
    return last.current.key;
  };
  return {
    ...state,
    async run(request) {
      setState({ isBusy: true, faults: [] });
      const key =
        request.method === 'DELETE' ? {} : { idempotencyKey: toKey(JSON.stringify(request)) };
      try {
        const answer = await call({ ...request, ...key });
        last.current = undefined;
        setState(idle);
        return answer;
      } catch (error) {
        const { faults = [] } = error as { readonly faults?: readonly BodyFault[] };
        setState({ isBusy: false, refusal: toSentenceOf(error), faults });
        return undefined;
      }
    },
  };
}
