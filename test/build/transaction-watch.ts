import {
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { NetworkPlan } from './faulty-client.ts';

type Key = Readonly<Record<string, { readonly S?: string } | undefined>>;
interface Sending {
  readonly input: { readonly TransactItems?: readonly TransactWriteItem[] };
}
type Send = (sending: Sending) => Promise<unknown>;
interface Stack {
  add(
    middleware: (next: Send, context: { readonly commandName?: string }) => Send,
    options: object,
  ): void;
}

/** What the embedded engine never says: another transaction is at one of the items. */
const conflict = (items: readonly unknown[]) =>
  new TransactionCanceledException({
    message: 'TransactionConflict',
    $metadata: {},
    CancellationReasons: items.map(() => ({ Code: 'TransactionConflict' })),
  });

const toNames = (items: readonly TransactWriteItem[]) =>
  items.flatMap((item) =>
    Object.values(item).map((of) => {
      const { pk, sk } = ((of as { Item?: Key }).Item ?? (of as { Key?: Key }).Key ?? {}) as Key;
      return `${pk?.S} ${sk?.S}`;
    }),
  );

/** Sees every transaction's items, and lets the first so many find others in their way. */
export function makeTransactionWatch(conflicts = 0, meanwhile = async () => {}) {
  const seen: string[][] = [];
  let left = conflicts;
  const watch = (next: Send) => async (sending: Sending) => {
    const items = sending.input.TransactItems;
    if (items === undefined) return next(sending);
    seen.push(toNames(items));
    if (left === 0) return next(sending);
    left -= 1;
    await meanwhile();
    throw conflict(items);
  };
  const into: NetworkPlan['into'] = (client) => {
    const stack = client.middlewareStack as unknown as Stack;
    stack.add(watch, { name: 'transactionWatch', step: 'initialize', priority: 'low' });
    return client;
  };
  const plan: NetworkPlan = { calls: [], into };
  return { plan, seen };
}

/** Lets the first so many writes of one item find a transaction at it, which the embedded engine never says either. */
export function makeWritesInTheWay(conflicts: number): NetworkPlan {
  let left = conflicts;
  const meet = (next: Send, { commandName }: { readonly commandName?: string }) => {
    const isWrite = /^(?:Put|Update|Delete)Item/.test(commandName ?? '');
    return async (sending: Sending) => {
      if (!isWrite || left === 0) return next(sending);
      left -= 1;
      throw new TransactionConflictException({ message: 'TransactionConflict', $metadata: {} });
    };
  };
  const into: NetworkPlan['into'] = (client) => {
    const stack = client.middlewareStack as unknown as Stack;
    stack.add(meet, { name: 'writesInTheWay', step: 'initialize', priority: 'low' });
    return client;
  };
  return { calls: [], into };
}
