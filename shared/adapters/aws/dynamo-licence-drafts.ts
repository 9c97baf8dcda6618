import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type {
  ClientId,
  DepartmentCode,
  LicenceId,
  LicenceTypeCode,
  Moment,
} from '../../domain/ids.ts';
import type {
  LicenceDraft,
  LicenceDraftEntry,
  LicenceDraftId,
} from '../../domain/licence-draft.ts';
import type {
  DraftPage,
  DraftPosition,
  DraftQuery,
  LicenceDrafts,
  LicenceDraftWriter,
} from '../../ports/licence-drafts.ts';
import { toAnsweredItem } from './dynamo-idempotency-items.ts';
import { moveDraft, toDraftEntry } from './dynamo-licence-draft-steps.ts';
import {
  departmentShards,
  type RegisterItem,
  registerKeys,
  text,
  whole,
} from './dynamo-register-keys.ts';
import { putKey, putNew } from './dynamo-register-steps.ts';
import { sendTransaction, type TransactionAnswer } from './dynamo-transaction.ts';

/** The register's table, where drafts lie beside the licences they become. */
export interface DynamoDraftOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Sorts behind every position. */
const behindAll = ':';

function toDraftItem(draft: LicenceDraft, token: string): RegisterItem {
  return {
    ...registerKeys.draft(draft.id),
    kind: text('draft'),
    draftId: text(draft.id),
    department: text(draft.department),
    type: text(draft.type),
    draftedBy: text(draft.draftedBy),
    draftedAt: whole(draft.draftedAt),
    expiresAt: whole(draft.expiresAt),
    application: text(JSON.stringify(draft.application)),
    state: text(draft.state),
    history: { L: draft.history.map(toDraftEntry) },
    token: text(token),
  };
}

const readText = (item: RegisterItem, name: string) => {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`draft item without ${name}`);
  return value;
};
const readMoment = (item: RegisterItem, name: string) => Number(item[name]?.N) as Moment;

function toEntry(item: RegisterItem): LicenceDraftEntry {
  const { reason, previewDigest } = item;
  return {
    state: readText(item, 'state') as LicenceDraftEntry['state'],
    at: readMoment(item, 'at'),
    by: readText(item, 'by') as ClientId,
    ...(reason?.S === undefined ? {} : { reason: reason.S }),
    ...(previewDigest?.S === undefined ? {} : { previewDigest: previewDigest.S }),
  };
}

function toDraft(item: RegisterItem): LicenceDraft {
  const { licenceId, history } = item;
  return {
    id: readText(item, 'draftId') as LicenceDraftId,
    department: readText(item, 'department') as DepartmentCode,
    type: readText(item, 'type') as LicenceTypeCode,
    draftedBy: readText(item, 'draftedBy') as ClientId,
    draftedAt: readMoment(item, 'draftedAt'),
    expiresAt: readMoment(item, 'expiresAt'),
    application: JSON.parse(readText(item, 'application')) as LicenceDraft['application'],
    state: readText(item, 'state') as LicenceDraft['state'],
    ...(licenceId?.S === undefined ? {} : { licenceId: licenceId.S as LicenceId }),
    history: (history?.L ?? []).map((entry) => toEntry(entry.M ?? {})),
  };
}

const toPosition = (sk: string): DraftPosition => {
  const [moment = '', id = ''] = sk.split('#');
  return { draftedAt: Number(moment) as Moment, id: id as LicenceDraftId };
};

async function listShard(
  { client, table }: DynamoDraftOptions,
  { department, after, limit }: DraftQuery,
  shard: number,
): Promise<readonly string[]> {
  const command = new QueryCommand({
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    // one more tells that there is more
    Limit: limit + 1,
    KeyConditionExpression: 'pk = :pk AND sk < :bound',
    ExpressionAttributeValues: {
      ':pk': text(registerKeys.draftShard(department, shard)),
      ':bound': text(after === undefined ? behindAll : registerKeys.draftPosition(after)),
    },
    ProjectionExpression: 'sk',
  });
  const { Items = [] } = await client.send(command);
  return Items.map((item) => readText(item, 'sk'));
}

/** Drafts in the order of the positions; DynamoDB may leave some for a second asking. */
async function readDrafts(
  { client, table }: DynamoDraftOptions,
  positions: readonly DraftPosition[],
): Promise<readonly LicenceDraft[]> {
  const found = new Map<string, LicenceDraft>();
  let keys = positions.map(({ id }) => registerKeys.draft(id));
  while (keys.length > 0) {
    const RequestItems = { [table]: { Keys: keys, ConsistentRead: true } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems }));
    for (const draft of (answer.Responses?.[table] ?? []).map(toDraft)) found.set(draft.id, draft);
    keys = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as typeof keys;
  }
  return positions.flatMap(({ id }) => found.get(id) ?? []);
}

/** Each shard gives its newest; the newest of those are the page. */
async function listByDepartment(
  options: DynamoDraftOptions,
  query: DraftQuery,
): Promise<DraftPage> {
  const shards = Array.from({ length: departmentShards }, (_, shard) =>
    listShard(options, query, shard),
  );
  const all = (await Promise.all(shards)).flat().sort().reverse();
  const page = all.slice(0, query.limit).map(toPosition);
  const end = page.at(-1);
  const drafts = await readDrafts(options, page);
  return all.length > page.length && end ? { drafts, end } : { drafts };
}

/** Sends the transaction; any outcome but success is settled by reading the draft's token back. */
function makeOwnWriter({ client, table }: DynamoDraftOptions) {
  const isOurs = async (id: LicenceDraftId, token: string) => {
    const read = new GetItemCommand({
      TableName: table,
      Key: registerKeys.draft(id),
      ConsistentRead: true,
    });
    return (await client.send(read)).Item?.['token']?.S === token;
  };
  return async (
    id: LicenceDraftId,
    toItems: (token: string) => TransactWriteItem[],
  ): Promise<TransactionAnswer> => {
    const token = randomUUID();
    try {
      const answer = await sendTransaction(client, toItems(token));
      if (answer === 'landed') return answer;
      return (await isOurs(id, token)) ? 'landed' : answer;
    } catch (error) {
      if (await isOurs(id, token).catch(() => false)) return 'landed';
      throw error;
    }
  };
}

/** Drafts in the register's table, read. */
export function makeDynamoLicenceDrafts(options: DynamoDraftOptions): LicenceDrafts {
  const { client, table } = options;
  return {
    find: async (id) => {
      const Key = registerKeys.draft(id);
      const read = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
      const { Item } = await client.send(read);
      return Item && toDraft(Item);
    },
    listByDepartment: (query) => listByDepartment(options, query),
  };
}

/** Drafts in the register's table, written; each writing leaves its token in the draft. */
export function makeDynamoLicenceDraftWriter(options: DynamoDraftOptions): LicenceDraftWriter {
  const send = makeOwnWriter(options);
  return {
    keep: async ({ draft, key, answer }) => {
      const outcome = await send(draft.id, (token) => [
        putKey(options, toAnsweredItem(key, answer), draft.draftedAt),
        putNew(options, toDraftItem(draft, token)),
        putNew(options, {
          ...registerKeys.listedDraft(draft.department, draft),
          kind: text('listed-draft'),
        }),
      ]);
      return outcome === 'landed' ? 'kept' : 'key-used';
    },
    reject: async ({ id, at, by, reason, key, answer }) => {
      const outcome = await send(id, (token) => [
        putKey(options, toAnsweredItem(key, answer), at),
        moveDraft(options, {
          id,
          entry: { state: 'rejected', at, by, reason },
          from: 'awaiting-approval',
          set: '#token = :token',
          names: { '#token': 'token' },
          condition: 'expiresAt > :at',
          values: { ':token': text(token), ':at': whole(at) },
        }),
      ]);
      if (outcome === 'landed') return 'rejected';
      return outcome.refusedAt.includes(0) ? 'key-used' : 'moved';
    },
  };
}
