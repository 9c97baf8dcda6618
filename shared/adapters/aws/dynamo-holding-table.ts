import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { IdempotencyRecords, KeyedRequest, StoredAnswer } from '../../ports/idempotency.ts';
import { toAnsweredItem, toIdempotencyRecord } from './dynamo-idempotency-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { putKey } from './dynamo-register-steps.ts';
import { sendTransaction, type TransactionAnswer } from './dynamo-transaction.ts';

/** Where the holding zone's table lies. */
export interface HoldingTableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Part of a partition: behind a sort key, at most so many. */
export interface PartitionQuery {
  readonly partition: string;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

/** What is found of it, fewer than asked for where they are large; without `end` nothing is left behind. */
export interface PartitionPage {
  readonly items: readonly RegisterItem[];
  readonly end?: string;
}

/** A transaction whose key's record carries the token that shows whose it is. */
export interface KeyedWrite {
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
  readonly at: number;
  readonly items: readonly TransactWriteItem[];
}

/** `landed`, or why not: the key is taken, or the items at these places were refused. */
export type KeyedOutcome = 'landed' | 'key-used' | { readonly refusedAt: readonly number[] };

/** An item by its key. */
async function find(
  { client, table }: HoldingTableOptions,
  key: RegisterItem,
): Promise<RegisterItem | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
  return (await client.send(command)).Item;
}

const nameOf = ({ pk, sk }: RegisterItem) => `${pk?.S}\n${sk?.S}`;
const mostAtOnce = 100;

/** In the order of the keys, `undefined` for what is not there; DynamoDB may leave some for a second asking. */
async function gather(
  { client, table }: HoldingTableOptions,
  keys: readonly RegisterItem[],
): Promise<readonly (RegisterItem | undefined)[]> {
  const found = new Map<string, RegisterItem>();
  let left = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  while (left.length > 0) {
    const asked = left.slice(0, mostAtOnce);
    const RequestItems = { [table]: { Keys: asked, ConsistentRead: true } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems }));
    for (const item of answer.Responses?.[table] ?? []) found.set(nameOf(item), item);
    const unread = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as typeof left;
    left = [...left.slice(mostAtOnce), ...unread];
  }
  return keys.map((key) => found.get(nameOf(key)));
}

async function readPage(
  { client, table }: HoldingTableOptions,
  { partition, after, limit, newestFirst = false }: PartitionQuery,
): Promise<PartitionPage> {
  const command = new QueryCommand({
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    // one more tells that there is more
    Limit: limit + 1,
    KeyConditionExpression: `pk = :pk AND sk ${newestFirst ? '<' : '>'} :after`,
    ExpressionAttributeValues: {
      ':pk': text(partition),
      ':after': text(after ?? (newestFirst ? '\u{10ffff}' : ' ')),
    },
  });
  const { Items = [], LastEvaluatedKey } = await client.send(command);
  const items = Items.slice(0, limit);
  const end = items.at(-1)?.['sk']?.S;
  // a query ends after a megabyte as well, however few that are
  const isMore = Items.length > limit || LastEvaluatedKey !== undefined;
  return isMore && end !== undefined ? { items, end } : { items };
}

/** An item that a transaction leaves its token in. */
interface Witness {
  readonly key: RegisterItem;
  readonly token: string;
  /** Asked while others are in the way: can the transaction not land any more? */
  readonly isLost?: () => Promise<boolean>;
}

/** Sends a transaction; any outcome but success is settled by reading the witness back. */
async function write(
  options: HoldingTableOptions,
  items: readonly TransactWriteItem[],
  { key, token, isLost }: Witness,
): Promise<TransactionAnswer> {
  const isOurs = async () => (await find(options, key))?.['token']?.S === token;
  try {
    const answer = await sendTransaction(options.client, [...items], isLost);
    if (answer === 'landed') return answer;
    return (await isOurs()) ? 'landed' : answer;
  } catch (error) {
    if (await isOurs().catch(() => false)) return 'landed';
    throw error;
  }
}

async function writeKeyed(
  options: HoldingTableOptions,
  { key, answer, at, items }: KeyedWrite,
): Promise<KeyedOutcome> {
  const token = randomUUID();
  const record = { ...toAnsweredItem(key, answer), token: text(token) };
  const witness = { key: registerKeys.idempotency(key), token };
  const outcome = await write(options, [putKey(options, record, at), ...items], witness);
  if (outcome === 'landed') return 'landed';
  if (outcome.refusedAt.includes(0)) return 'key-used';
  return { refusedAt: outcome.refusedAt.map((place) => place - 1) };
}

/** Reads and writes of the holding table, all consistent; a write whose answer is lost is recognised by its token. */
export function makeHoldingTable(options: HoldingTableOptions) {
  const records: IdempotencyRecords = {
    find: async (key) => {
      const item = await find(options, registerKeys.idempotency(key));
      return item && toIdempotencyRecord(item);
    },
  };
  return {
    ...options,
    records,
    find: (key: RegisterItem) => find(options, key),
    gather: (keys: readonly RegisterItem[]) => gather(options, keys),
    page: (query: PartitionQuery) => readPage(options, query),
    write: (items: readonly TransactWriteItem[], witness: Witness) =>
      write(options, items, witness),
    writeKeyed: (keyed: KeyedWrite) => writeKeyed(options, keyed),
  };
}

export type HoldingTable = ReturnType<typeof makeHoldingTable>;

/** An item whose `body` holds a thing as JSON, beside the attributes that conditions ask about. */
export function toBodyItem(
  key: RegisterItem,
  kind: string,
  { body, ...attributes }: { readonly body: object } & Record<string, unknown>,
): RegisterItem {
  const told = Object.entries(attributes as RegisterItem);
  return {
    ...key,
    kind: text(kind),
    body: text(JSON.stringify(body)),
    ...Object.fromEntries(told),
  };
}

/** The thing that an item's `body` holds. */
export function readBodyOf<Thing>(item: RegisterItem): Thing {
  const body = item['body']?.S;
  if (body === undefined) throw new Error('an item of the holding table has no body');
  return JSON.parse(body) as Thing;
}

/** A whole number that an item may have. */
export function readNumberOf(item: RegisterItem, name: string): number | undefined {
  const value = item[name]?.N;
  return value === undefined ? undefined : Number(value);
}

/** How many at most, and until when it is remembered. */
interface CountLimit {
  readonly most: number;
  readonly forgetAtSeconds: number;
}

/** Counts one more of what somebody did on a day, as long as there were fewer than so many. */
export function countOne(
  table: Pick<HoldingTable, 'table'>,
  key: RegisterItem,
  limit: CountLimit,
): TransactWriteItem {
  return countSome(table, key, { ...limit, some: 1 });
}

/** Counts some more, or asks only (`some` 0), as long as there were fewer than so many. */
export function countSome(
  { table }: Pick<HoldingTable, 'table'>,
  key: RegisterItem,
  { some, most, forgetAtSeconds }: CountLimit & { readonly some: number },
): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: 'ADD taken :some SET deleteAfterSeconds = :forget',
      ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
      ExpressionAttributeValues: {
        ':some': whole(some),
        ':most': whole(most),
        ':forget': whole(forgetAtSeconds),
      },
    },
  };
}
