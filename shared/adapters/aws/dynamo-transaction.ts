import { setTimeout as delay } from 'node:timers/promises';
import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Problem } from '../../problem/problem.ts';

/** How a transaction ended as far as its answer tells: landed, or refused for the items at these places. */
export type TransactionAnswer = 'landed' | { readonly refusedAt: readonly number[] };

const maxTries = 5;
const firstPauseMillis = 20;
/** Reasons that say "not now", not "not so". */
const contention = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Places whose condition failed; undefined when the transaction was only in another's way. */
function readRefusal(error: TransactionCanceledException): readonly number[] | undefined {
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
  const refusedAt = codes.flatMap((code, at) => (code === 'ConditionalCheckFailed' ? [at] : []));
  if (refusedAt.length > 0) return refusedAt;
  if (codes.some((code) => contention.has(code))) return undefined;
  throw error;
}

async function sendOnce(
  client: DynamoDBClient,
  items: TransactWriteItem[],
): Promise<TransactionAnswer | undefined> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return 'landed';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const refusedAt = readRefusal(error);
    return refusedAt && { refusedAt };
  }
}

/** Tries again, further and further apart, while the work gives nothing because others are in its way. */
async function tryWhileInTheWay<Answer>(work: () => Promise<Answer | undefined>): Promise<Answer> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const answer = await work();
    if (answer !== undefined) return answer;
    await delay(firstPauseMillis * 2 ** tries * (0.5 + Math.random()));
  }
  throw new Problem('service-unavailable', { retryAfterSeconds: 2 });
}

/**
 * Writes all items or none, and tries again while other transactions are in the way. An answer other
 * than `landed`, and any error, may hide that an earlier sending of the same write landed: the caller
 * reads back (`threats.md` R04).
 * @param isLost asked each time others are in the way: can it not land any more? Then it is refused, at no place
 * @throws Problem `service-unavailable` when the others stay in the way
 */
export function sendTransaction(
  client: DynamoDBClient,
  items: TransactWriteItem[],
  isLost: () => Promise<boolean> = async () => false,
): Promise<TransactionAnswer> {
  return tryWhileInTheWay(async () => {
    const answer = await sendOnce(client, items);
    if (answer !== undefined) return answer;
    return (await isLost()) ? { refusedAt: [] } : undefined;
  });
}

/**
 * Sends the write of one item, again while a transaction is at that item.
 * @throws Problem `service-unavailable` when transactions stay in the way
 */
export function sendBesideTransactions<Output extends object>(
  send: () => Promise<Output>,
): Promise<Output> {
  return tryWhileInTheWay(async () => {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TransactionConflictException)) throw error;
      return undefined;
    }
  });
}
