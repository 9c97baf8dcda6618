import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { registerKeys, whole } from './dynamo-register-keys.ts';

/** Half-open interval of counted values that one container may use up. */
export interface Block {
  readonly from: number;
  readonly until: number;
}

/** Which counter, how many values at a time, and where it ends. */
export interface CounterLease {
  readonly name: string;
  readonly blockSize: number;
  /** Values are 0 … `values` − 1; a block never reaches beyond. */
  readonly values: number;
}

/** Where the counters lie. */
export interface CounterTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/**
 * Moves a counter durably by one block and gives the block, or `full`. A lost answer, or a second
 * sending of the same update, skips a block: values are lost, never given twice.
 */
export async function leaseBlock(
  { client, table }: CounterTable,
  { name, blockSize, values }: CounterLease,
): Promise<Block | 'full'> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: registerKeys.lease(name),
    UpdateExpression: 'ADD leased :block',
    ConditionExpression: 'attribute_not_exists(leased) OR leased <= :last',
    ExpressionAttributeValues: { ':block': whole(blockSize), ':last': whole(values - blockSize) },
    ReturnValues: 'UPDATED_NEW',
  });
  try {
    const { Attributes } = await client.send(command);
    const until = Number(Attributes?.['leased']?.N);
    if (!Number.isSafeInteger(until)) throw new Error('a counter gave no number');
    return { from: until - blockSize, until };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'full';
    throw error;
  }
}

/** How far a counter has come: the first value that is in no block. */
export async function findLeased({ client, table }: CounterTable, name: string): Promise<number> {
  const Key = registerKeys.lease(name);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key, ConsistentRead: true }),
  );
  return Number(Item?.['leased']?.N ?? 0);
}

/** Moves a counter on to at least that value; never back. */
export async function raiseLeased(
  { client, table }: CounterTable,
  { name, until }: { readonly name: string; readonly until: number },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: registerKeys.lease(name),
    UpdateExpression: 'SET leased = :until',
    ConditionExpression: 'attribute_not_exists(leased) OR leased < :until',
    ExpressionAttributeValues: { ':until': whole(until) },
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

/** Uses up blocks one value at a time. */
export interface BlockTaker {
  /** The next value; `full` when the counter has no block left. */
  take(): Promise<number | 'full'>;
}

/** Takes values from leased blocks; callers that come together share one lease. */
export function makeBlockTaker(lease: () => Promise<Block | 'full'>): BlockTaker {
  let next = 0;
  let until = 0;
  let leasing: Promise<'leased' | 'full'> | undefined;
  const refill = async () => {
    const block = await lease();
    if (block === 'full') return 'full';
    next = block.from;
    until = block.until;
    return 'leased';
  };
  return {
    async take() {
      for (;;) {
        if (next < until) {
          next += 1;
          return next - 1;
        }
        leasing ??= refill().finally(() => {
          leasing = undefined;
        });
        if ((await leasing) === 'full') return 'full';
      }
    },
  };
}
