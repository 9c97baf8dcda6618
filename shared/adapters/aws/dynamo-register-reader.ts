import {
  BatchGetItemCommand,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId, Moment } from '../../domain/ids.ts';
import type { GatheredIdempotencyRecords } from '../../ports/idempotency.ts';
import type { LicenceHead } from '../../ports/register.ts';
import type { ListPosition, ListQuery, RegisterReader } from '../../ports/register-reader.ts';
import { toIdempotencyRecord } from './dynamo-idempotency-items.ts';
import type { DynamoRegisterOptions } from './dynamo-register.ts';
import {
  toLicenceEntry,
  toLicenceHead,
  toReservation,
  toSignedForms,
} from './dynamo-register-items.ts';
import { departmentShards, type RegisterItem, registerKeys, text } from './dynamo-register-keys.ts';

/** Where the register is read. */
export type ReaderOptions = Pick<DynamoRegisterOptions, 'client' | 'table'>;

const batchSize = 100;

function makeGet({ client, table }: ReaderOptions) {
  return async <T>(key: RegisterItem, read: (item: RegisterItem) => T): Promise<T | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const { Item } = await client.send(command);
    return Item && read(Item);
  };
}

/** The positions of one shard's licences, newest first. */
async function listShard(
  { client, table }: ReaderOptions,
  query: ListQuery,
  shard: number,
): Promise<readonly ListPosition[]> {
  const { department, from, before, after, limit } = query;
  const upper = registerKeys.departmentMoment(before ?? (99_999_999_999_999 as Moment));
  const position = after === undefined ? upper : registerKeys.departmentPosition(after);
  const [bound = upper] = [position, upper].sort();
  const command = new QueryCommand({
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    // one more tells that there is more; another, as the position to continue behind comes back too
    Limit: limit + 2,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :bound',
    ExpressionAttributeValues: {
      ':pk': text(registerKeys.departmentShard(department, shard)),
      ':from': text(registerKeys.departmentMoment(from ?? (0 as Moment))),
      ':bound': text(bound),
    },
    ProjectionExpression: 'sk',
  });
  const { Items = [] } = await client.send(command);
  return Items.map((item) => item['sk']?.S ?? '')
    .filter((sk) => sk !== position)
    .map(toPosition);
}

function toPosition(sk: string): ListPosition {
  const [moment = '', licenceId = ''] = sk.split('#');
  return { issuedAt: Number(moment) as Moment, licenceId: licenceId as LicenceId };
}

const newestFirst = (one: ListPosition, other: ListPosition) =>
  registerKeys.departmentPosition(one) < registerKeys.departmentPosition(other) ? 1 : -1;

/** Items of these keys, in no order; DynamoDB may leave some for a second asking. */
export async function gatherItems(
  { client, table }: ReaderOptions,
  wanted: readonly RegisterItem[],
): Promise<readonly RegisterItem[]> {
  const found: RegisterItem[] = [];
  for (let at = 0; at < wanted.length; at += batchSize) {
    let Keys = wanted.slice(at, at + batchSize);
    while (Keys.length > 0) {
      const asked = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
      const answer = await client.send(new BatchGetItemCommand(asked));
      found.push(...(answer.Responses?.[table] ?? []));
      Keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return found;
}

/** Heads in the order of the ids. */
export async function readHeads(
  options: ReaderOptions,
  ids: readonly LicenceId[],
): Promise<readonly LicenceHead[]> {
  const items = await gatherItems(options, ids.map(registerKeys.head));
  const found = new Map(items.map(toLicenceHead).map((head) => [head.licenceId, head]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** A page of all shards together: each gives its newest, the newest of those are the page. */
async function listByDepartment(options: ReaderOptions, query: ListQuery) {
  const shards = Array.from({ length: departmentShards }, (_, shard) =>
    listShard(options, query, shard),
  );
  const positions = (await Promise.all(shards)).flat().sort(newestFirst);
  const page = positions.slice(0, query.limit);
  const end = page.at(-1);
  const heads = await readHeads(
    options,
    page.map((one) => one.licenceId),
  );
  return positions.length > page.length && end ? { heads, end } : { heads };
}

/** The register's reading side in DynamoDB, and its idempotency records. */
export function makeDynamoRegisterReader(options: ReaderOptions): RegisterReader {
  const get = makeGet(options);
  return {
    findHead: (id) => get(registerKeys.head(id), toLicenceHead),
    findReservation: (id, version) => get(registerKeys.version(id, version), toReservation),
    findSignedForms: (id, version) => get(registerKeys.credential(id, version), toSignedForms),
    listEntries: (id) => listEntries(options, id),
    listByDepartment: (query) => listByDepartment(options, query),
  };
}

async function listEntries({ client, table }: ReaderOptions, id: LicenceId) {
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entry)',
    ExpressionAttributeValues: { ':pk': text(id), ':entry': text('entry#') },
  };
  const items: RegisterItem[] = [];
  for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
  return items.map(toLicenceEntry).sort((one, other) => one.seq - other.seq);
}

/** What idempotency keys were used for, in the register table. */
export function makeDynamoIdempotencyRecords(options: ReaderOptions): GatheredIdempotencyRecords {
  const get = makeGet(options);
  return {
    find: (key) => get(registerKeys.idempotency(key), toIdempotencyRecord),
    gather: async (keys) =>
      (await gatherItems(options, keys.map(registerKeys.idempotency))).map(toIdempotencyRecord),
  };
}
