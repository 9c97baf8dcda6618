import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { SealId } from '../../domain/ids.ts';
import type { Seal, SealEntry } from '../../domain/seal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SealAddition, SealRequests, Seals, SealWriter } from '../../ports/seals.ts';
import { Problem } from '../../problem/problem.ts';
import {
  headKey,
  type Item,
  imageKey,
  putRequest,
  requestKey,
  toHeadItem,
  toImageItem,
  toListingItem,
  toRequestRecord,
  toSeal,
  toSealHead,
} from './dynamo-seal-items.ts';
import { findSuccessors, listHeads, pagesOf } from './dynamo-seal-lists.ts';

/** Where seals lie. */
export interface DynamoSealsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

async function getItem(options: DynamoSealsOptions, key: Item): Promise<Item | undefined> {
  const { client, table } = options;
  const read = { TableName: table, Key: key, ConsistentRead: true };
  return (await client.send(new GetItemCommand(read))).Item;
}

async function findSeal(options: DynamoSealsOptions, id: SealId): Promise<Seal | undefined> {
  const [head, image] = await Promise.all([
    getItem(options, headKey(id)),
    getItem(options, imageKey(id)),
  ]);
  return head && image && toSeal(head, image);
}

/** Seals in their table: `seal#<id>` · `head` and `image`, listed by `department#<code>` · `seal#<id>`. */
export function makeDynamoSeals(options: DynamoSealsOptions): Seals {
  return {
    find: (id) => findSeal(options, id),
    async findHead(id) {
      const head = await getItem(options, headKey(id));
      return head && toSealHead(head);
    },
    async listByDepartment(department) {
      const seals: (Seal | undefined)[] = [];
      for await (const ids of pagesOf(options, department)) {
        seals.push(...(await Promise.all(ids.map((id) => findSeal(options, id)))));
      }
      return seals.filter((seal) => seal !== undefined);
    },
    listHeads: (query) => listHeads(options, query),
    findSuccessors: (seal) => findSuccessors(options, seal),
  };
}

/** Writes all or nothing; otherwise the place of the first condition that did not hold. */
async function transact(
  client: DynamoDBClient,
  TransactItems: TransactWriteItem[],
): Promise<'done' | number> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const refused = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (refused >= 0) return refused;
    if (reasons.some(({ Code }) => Code === 'ValidationError')) throw error;
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  }
}

/** The seal with one more entry. */
function withEntry(seal: Seal, entry: SealEntry, making: SealAddition['making']): Seal {
  const entries = [...seal.entries, entry];
  const added = making === undefined ? {} : { making };
  return { ...seal, ...added, state: entry.state, entries } as Seal;
}

/** Seals in their table, to write, with `idem#<client>#<key digest>` · `idem` for each request. */
export function makeDynamoSealWriter(
  options: DynamoSealsOptions & { readonly clock: Clock },
): SealWriter & { readonly requests: SealRequests } {
  const { client, table, clock } = options;
  const requestPut = (addition: SealAddition, at: { seal: SealId; seq: number }) =>
    addition.request === undefined
      ? []
      : [putRequest(table, { request: addition.request, now: clock.now(), ...at })];
  return {
    async create(seal, request) {
      const isNew = { TableName: table, ConditionExpression: 'attribute_not_exists(pk)' };
      const outcome = await transact(client, [
        { Put: { ...isNew, Item: toHeadItem(seal) } },
        { Put: { ...isNew, Item: toImageItem(seal) } },
        { Put: { ...isNew, Item: toListingItem(seal) } },
        ...requestPut(request === undefined ? {} : { request }, { seal: seal.id, seq: 1 }),
      ]);
      if (outcome === 'done') return 'created';
      return outcome === 3 ? 'repeated' : 'taken';
    },
    async append(id, entry, addition = {}) {
      const seal = await findSeal(options, id);
      if (seal?.entries.at(-1)?.seq !== entry.seq - 1) return 'moved';
      const Item = toHeadItem(withEntry(seal, entry, addition.making));
      const ExpressionAttributeValues = { ':before': { N: String(entry.seq - 1) } };
      const unmoved = { ConditionExpression: 'seq = :before', ExpressionAttributeValues };
      const outcome = await transact(client, [
        { Put: { TableName: table, Item, ...unmoved } },
        ...requestPut(addition, { seal: id, seq: entry.seq }),
      ]);
      if (outcome === 'done') return 'appended';
      return outcome === 1 ? 'repeated' : 'moved';
    },
    requests: {
      async find(by, keyDigest) {
        const item = await getItem(options, requestKey(by, keyDigest));
        return item && toRequestRecord(item, { client: by, keyDigest });
      },
    },
  };
}
