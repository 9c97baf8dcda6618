import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';

/** Lost before it landed, or lost after it landed. */
export type FaultMode = 'before' | 'after';

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
  const meet = async <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> => {
    const at = calls.push(name) - 1;
    if (fault?.at !== at) return call();
    if (fault.mode === 'after') await call();
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
      fault = next;
    },
    calls: (): readonly string[] => calls,
  };
}
