import {
  BatchGetItemCommand,
  type DynamoDBClient,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { DepartmentCode, SealId } from '../../domain/ids.ts';
import type { Seal, SealHead } from '../../domain/seal.ts';
import type { SealPage, SealQuery } from '../../ports/seals.ts';
import { headKey, type Item, listingKey, toSealHead } from './dynamo-seal-items.ts';

interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const toId = (item: Item) => (item['sk']?.S ?? '').slice('seal#'.length) as SealId;
const partitionOf = (department: DepartmentCode) => listingKey(department, '')['pk'] ?? { S: '' };

function ofDepartment(table: string, department: DepartmentCode) {
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partitionOf(department) },
  };
}

/** Ids of a department's seals, page after page. */
export async function* pagesOf(
  { client, table }: Table,
  department: DepartmentCode,
): AsyncGenerator<readonly SealId[]> {
  for await (const { Items = [] } of paginateQuery({ client }, ofDepartment(table, department))) {
    yield Items.map(toId);
  }
}

/** Seals that say of themselves that they replace this one. */
export async function findSuccessors(
  { client, table }: Table,
  { id, department }: Pick<Seal, 'id' | 'department'>,
): Promise<readonly SealId[]> {
  const query = {
    ...ofDepartment(table, department),
    FilterExpression: 'replaces = :id',
    ExpressionAttributeValues: { ':pk': partitionOf(department), ':id': { S: id } },
  };
  const found: SealId[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    found.push(...Items.map(toId));
  }
  return found;
}

/** Heads in the order of their ids; DynamoDB may leave some for a second asking. */
async function readHeads({ client, table }: Table, ids: readonly SealId[]) {
  const found = new Map<SealId, SealHead>();
  let keys: Item[] = ids.map(headKey);
  while (keys.length > 0) {
    const request = { [table]: { Keys: keys, ConsistentRead: true } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: request }));
    for (const item of answer.Responses?.[table] ?? []) {
      const head = toSealHead(item);
      found.set(head.id, head);
    }
    keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** A page of a department's seals, at most 100. */
export async function listHeads(options: Table, query: SealQuery): Promise<SealPage> {
  const { department, after, limit } = query;
  const { client, table } = options;
  const command = new QueryCommand({
    ...ofDepartment(table, department),
    // One more tells that there is more.
    Limit: limit + 1,
    ...(after === undefined ? {} : { ExclusiveStartKey: listingKey(department, after) }),
  });
  const { Items = [] } = await client.send(command);
  const ids = Items.slice(0, limit).map(toId);
  const seals = await readHeads(options, ids);
  const end = ids.at(-1);
  return Items.length > limit && end !== undefined ? { seals, end } : { seals };
}
