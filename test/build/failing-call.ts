import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';

/** Lost before it landed, lost after it landed, or landed and then the process was gone: no later call reaches anybody. */
export type FaultMode = 'before' | 'after' | 'crash';

/** One call of an AWS service that is to go wrong. */
export interface Fault {
  /** Which call from now on, from 0. */
  readonly at: number;
  readonly mode: FaultMode;
}

function makeTimeout(): Error {
  return Object.assign(new Error('injected'), { name: 'TimeoutError' });
}

/** Counts the calls of these clients and lets one of them go wrong, beneath everything that our adapters do. */
export function makeFaultInjector(clients: readonly (DynamoDBClient | KMSClient)[]) {
  let calls: string[] = [];
  let fault: Fault | undefined;
  let isGone = false;
  const meet = async <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> => {
    if (isGone) throw makeTimeout();
    const at = calls.push(name) - 1;
    if (fault?.at !== at) return call();
    isGone = fault.mode === 'crash';
    if (fault.mode !== 'before') await call();
    throw makeTimeout();
  };
  for (const client of clients) {
    const stack = (client as DynamoDBClient).middlewareStack;
    stack.add((next, context) => (args) => meet(context.commandName ?? '', () => next(args)), {
      step: 'initialize',
      priority: 'low',
      name: 'injectedFault',
    });
  }
  return {
    /** Starts counting anew, with or without a fault ahead. */
    arm: (next?: Fault) => {
      calls = [];
      isGone = false;
      fault = next;
    },
    calls: (): readonly string[] => calls,
  };
}
