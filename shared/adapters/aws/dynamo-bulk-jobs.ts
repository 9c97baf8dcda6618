import {
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BulkJobId } from '../../domain/bulk-job.ts';
import type { DepartmentCode, Moment } from '../../domain/ids.ts';
import type { BulkJobs, JobResult } from '../../ports/bulk-jobs.ts';
import { makeChunkSteps } from './dynamo-bulk-chunks.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import { type DynamoBulkOptions, makeJobReader, readItem } from './dynamo-bulk-reader.ts';
import { makeJobSteps } from './dynamo-bulk-steps.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { isRefusal } from './is-refusal.ts';

async function listAll({ client, table }: DynamoBulkOptions, partition: string) {
  const all: RegisterItem[] = [];
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': text(partition) },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) all.push(...Items);
  return all;
}

const idOf = (item: RegisterItem) => item['sk']?.S as BulkJobId;
const numberOf = (item: RegisterItem, name: string) => Number(item[name]?.N ?? 0);

function makeJobReads(
  options: DynamoBulkOptions,
): Pick<BulkJobs, 'find' | 'list' | 'listRunning' | 'listUnchecked'> {
  const { client, table } = options;
  const find = makeJobReader(options);
  return {
    find,
    async list(department, { after, limit }) {
      const query = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: {
          ':pk': text(bulkKeys.departmentPartition(department)),
          ':after': text(after ?? ':'),
        },
        Limit: limit,
      });
      const { Items = [], LastEvaluatedKey: last } = await client.send(query);
      const jobs = await Promise.all(
        Items.map((item) => find(item['sk']?.S?.split('#')[1] as BulkJobId)),
      );
      const next = last?.['sk']?.S;
      return {
        jobs: jobs.filter((job) => job !== undefined),
        ...(next === undefined ? {} : { next }),
      };
    },
    async listRunning() {
      const items = await listAll(options, bulkKeys.runningPartition);
      return items.map((item) => ({
        id: idOf(item),
        department: item['department']?.S as DepartmentCode,
        lastTurnAt: numberOf(item, 'lastTurnAt') as Moment,
      }));
    },
    async listUnchecked(now) {
      const items = await listAll(options, bulkKeys.checkingPartition);
      return items.filter((item) => numberOf(item, 'until') <= now).map(idOf);
    },
  };
}

/** Holds a check until a moment, where the condition lets it. */
function makeHold({ client, table }: DynamoBulkOptions) {
  return async (
    id: BulkJobId,
    { token, until }: { readonly token: string; readonly until: Moment },
    { condition, values = {} }: { readonly condition: string; readonly values?: RegisterItem },
  ) => {
    const update = new UpdateItemCommand({
      TableName: table,
      Key: bulkKeys.checking(id),
      UpdateExpression: 'SET #until = :until, #token = :token',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#until': 'until', '#token': 'token' },
      ExpressionAttributeValues: { ':until': whole(until), ':token': text(token), ...values },
    });
    try {
      await client.send(update);
      return 'held';
    } catch (error) {
      if (isRefusal(error)) return 'taken';
      throw error;
    }
  };
}

function makeChecking(options: DynamoBulkOptions): Pick<BulkJobs, 'holdCheck' | 'keepCheck'> {
  const hold = makeHold(options);
  return {
    holdCheck: (id, { now, ...own }) =>
      hold(id, own, {
        condition: 'attribute_exists(pk) AND (#until <= :now OR #token = :token)',
        values: { ':now': whole(now) },
      }),
    keepCheck: (id, own) => hold(id, own, { condition: '#token = :token' }),
  };
}

/** Jobs in a table of their own. */
export function makeDynamoBulkJobs(options: DynamoBulkOptions): BulkJobs {
  const { client, table } = options;
  return {
    ...makeJobReads(options),
    ...makeJobSteps(options),
    ...makeChunkSteps(options),
    ...makeChecking(options),
    async noteResult(id, result) {
      const item = {
        ...bulkKeys.result(id),
        kind: text('result'),
        content: text(JSON.stringify(result)),
      };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    async findResult(id) {
      const item = await readItem(options, bulkKeys.result(id));
      return item && (JSON.parse(item['content']?.S ?? '') as JobResult);
    },
  };
}
