import { ApiRefusal } from '../../../web/kit/sign-in/call-api.ts';
import type { Call } from '../../../web/kit/sign-in/use-sign-in.ts';

/** One request on its way. */
export interface Asked {
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly answer: (body: Readonly<Record<string, unknown>>) => void;
  readonly refuse: (error: Error) => void;
}

/** Where nobody answered. */
export const unreachable = () => new ApiRefusal(0, { type: 'unreachable' });

/** A service whose answers come when the test says so, and in the order that it says. */
export function makeService(): { readonly asked: readonly Asked[]; readonly call: Call } {
  const asked: Asked[] = [];
  const call: Call = ({ path, idempotencyKey }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
    asked.push({ path, idempotencyKey, answer: resolve, refuse: reject });
    return promise;
  };
  return { asked, call };
}
