import { useRef, useState } from 'preact/hooks';
import type { ApiAnswer, BodyFault } from './sign-in/call-api.ts';
import type { Call } from './sign-in/use-sign-in.ts';
import { useLatest } from './use-latest.ts';
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
  /** Somebody fills in something else: what came of it, or is still to come, is told no more. */
  reset(): void;
}

interface ActRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

const idle = { isBusy: false, faults: [] };

/** What is to be told of a failure; nothing where somebody has to sign in again, which the page says already. */
function toFailed(error: unknown): Omit<Act, 'run' | 'reset'> {
  const { code, faults = [] } = error as { readonly code?: string; readonly faults?: [] };
  return code === 'sign-in-needed' ? idle : { ...idle, refusal: toSentenceOf(error), faults };
}

/**
 * Does one thing at a time. Until it is done, the same content goes out under the same key, after a refusal
 * too: one may hide that it was done all the same, and the service keeps no key of what it did not do.
 */
export function useAct(call: Call): Act {
  const [state, setState] = useState<Omit<Act, 'run' | 'reset'>>(idle);
  const keys = useRef(new Map<string, string>());
  const begin = useLatest();
  return {
    ...state,
    async run(request) {
      const isWanted = begin();
      setState({ ...idle, isBusy: true });
      const content = JSON.stringify(request);
      const idempotencyKey = keys.current.get(content) ?? crypto.randomUUID();
      keys.current.set(content, idempotencyKey);
      try {
        const answer = await call({
          ...request,
          ...(request.method === 'DELETE' ? {} : { idempotencyKey }),
        });
        keys.current.delete(content);
        if (isWanted()) setState(idle);
        return answer;
      } catch (error) {
        if (isWanted()) setState(toFailed(error));
        return undefined;
      }
    },
    reset() {
      begin();
      setState(idle);
    },
  };
}
