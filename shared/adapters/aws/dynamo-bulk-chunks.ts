import { randomUUID } from 'node:crypto';
import { paginateQuery, type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { RunningJob } from '../../domain/bulk-job.ts';
import type { Moment } from '../../domain/ids.ts';
import type { BulkJobs, ChunkLease } from '../../ports/bulk-jobs.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import { type DynamoBulkOptions, readItem } from './dynamo-bulk-reader.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { sendTransaction } from './dynamo-transaction.ts';
import { isRefusal } from './is-refusal.ts';

/** How often others may be quicker. */
const mostTries = 5;

const numberOf = (item: RegisterItem | undefined, name: string) => Number(item?.[name]?.N ?? 0);
const chunkOf = (item: RegisterItem) => Number(item['sk']?.S?.split('#')[1]);
const named = { '#until': 'until', '#token': 'token' };

interface Taking {
  readonly job: RunningJob;
  readonly now: Moment;
  readonly until: Moment;
}

/** Marks the turn; fails when the job is not listed as running any more. */
const markTurn = ({ table }: DynamoBulkOptions, { job, now }: Taking): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: bulkKeys.running(job.id),
    UpdateExpression: 'SET lastTurnAt = :now',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': whole(now) },
  },
});

function takeOver(
  options: DynamoBulkOptions,
  taking: Taking,
  { lease, until }: { readonly lease: ChunkLease; readonly until: number },
): TransactWriteItem[] {
  return [
    {
      Update: {
        TableName: options.table,
        Key: bulkKeys.lease(lease.job, lease.chunk),
        UpdateExpression: 'SET #until = :until, attempt = :attempt, #token = :token',
        ConditionExpression: '#until = :before AND attempt = :attemptBefore',
        ExpressionAttributeNames: named,
        ExpressionAttributeValues: {
          ':until': whole(taking.until),
          ':before': whole(until),
          ':attempt': whole(lease.attempt),
          ':attemptBefore': whole(lease.attempt - 1),
          ':token': text(lease.token),
        },
      },
    },
    markTurn(options, taking),
  ];
}

function takeNext(
  options: DynamoBulkOptions,
  taking: Taking,
  { job, chunk, attempt, token }: ChunkLease,
): TransactWriteItem[] {
  const { table } = options;
  return [
    {
      Update: {
        TableName: table,
        Key: bulkKeys.head(job),
        UpdateExpression: 'SET nextChunk = :next',
        ConditionExpression: 'nextChunk = :chunk AND #state = :running',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':next': whole(chunk + 1),
          ':chunk': whole(chunk),
          ':running': text('running'),
        },
      },
    },
    {
      Put: {
        TableName: table,
        Item: {
          ...bulkKeys.lease(job, chunk),
          kind: text('lease'),
          ...{ until: whole(taking.until), attempt: whole(attempt), token: text(token) },
        },
      },
    },
    markTurn(options, taking),
  ];
}

function makeTakeChunk(options: DynamoBulkOptions): BulkJobs['takeChunk'] {
  const { client, table } = options;

  const findExpired = async ({ job, now }: Taking) => {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :lease)',
      FilterExpression: '#until <= :now',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: {
        ':pk': text(bulkKeys.jobPartition(job.id)),
        ':lease': text(bulkKeys.leasePrefix),
        ':now': whole(now),
      },
    };
    for await (const { Items: [first] = [] } of paginateQuery({ client }, query))
      if (first) return first;
    return undefined;
  };

  /** The lease, when it is ours after all; nothing when somebody was quicker. */
  const send = async (lease: ChunkLease, items: TransactWriteItem[]) => {
    if ((await sendTransaction(client, items)) === 'landed') return lease;
    const item = await readItem(options, bulkKeys.lease(lease.job, lease.chunk));
    return item?.['token']?.S === lease.token ? lease : undefined;
  };

  const tryOnce = async (taking: Taking): Promise<ChunkLease | 'none' | undefined> => {
    const { id } = taking.job;
    const token = randomUUID();
    const expired = await findExpired(taking);
    if (expired) {
      const attempt = numberOf(expired, 'attempt') + 1;
      const lease = { job: id, chunk: chunkOf(expired), attempt, token };
      const until = numberOf(expired, 'until');
      return send(lease, takeOver(options, taking, { lease, until }));
    }
    const head = await readItem(options, bulkKeys.head(id));
    const chunk = numberOf(head, 'nextChunk');
    if (head?.['state']?.S !== 'running' || chunk > numberOf(head, 'chunks')) return 'none';
    const lease = { job: id, chunk, attempt: 1, token };
    return send(lease, takeNext(options, taking, lease));
  };

  return async (job, time) => {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const taken = await tryOnce({ job, ...time });
      if (taken !== undefined) return taken === 'none' ? undefined : taken;
    }
    return undefined;
  };
}

/** Steps of a job's chunks: `lease#<chunk>` stands there while somebody works on one. */
export function makeChunkSteps(
  options: DynamoBulkOptions,
): Pick<BulkJobs, 'takeChunk' | 'finishChunk' | 'giveBack'> {
  const { client, table } = options;
  return {
    takeChunk: makeTakeChunk(options),
    async finishChunk({ job, chunk, token }, counts, at) {
      const outcome = await sendTransaction(client, [
        {
          Delete: {
            TableName: table,
            Key: bulkKeys.lease(job, chunk),
            ConditionExpression: '#token = :token',
            ExpressionAttributeNames: { '#token': 'token' },
            ExpressionAttributeValues: { ':token': text(token) },
          },
        },
        {
          Update: {
            TableName: table,
            Key: bulkKeys.head(job),
            UpdateExpression:
              'SET countedAt = :at ADD issued :issued, rejected :rejected, repeated :repeated, chunksDone :one',
            ExpressionAttributeValues: {
              ':at': whole(at),
              ':issued': whole(counts.issued),
              ':rejected': whole(counts.rejected),
              ':repeated': whole(counts.repeated),
              ':one': whole(1),
            },
          },
        },
      ]);
      return outcome === 'landed' ? 'done' : 'moved';
    },
    async giveBack({ job, chunk, token }, from) {
      const update = new UpdateItemCommand({
        TableName: table,
        Key: bulkKeys.lease(job, chunk),
        UpdateExpression: 'SET #until = :from',
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: named,
        ExpressionAttributeValues: { ':from': whole(from), ':token': text(token) },
      });
      await client.send(update).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    },
  };
}
