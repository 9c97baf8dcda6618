import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  type BulkJob,
  type BulkJobId,
  type BulkJobState,
  needsSecondPerson,
  rowsDone,
} from '../../domain/bulk-job.ts';
import type { ClientId, Moment } from '../../domain/ids.ts';
import type { AskedJobChange, BulkJobs, CheckedFile } from '../../ports/bulk-jobs.ts';
import { toJobItem, toRunningItem } from './dynamo-bulk-items.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import { type DynamoBulkOptions, makeJobReader } from './dynamo-bulk-reader.ts';
import { toAnsweredItem } from './dynamo-idempotency-items.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putKey, putNew } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

type InTable = Pick<DynamoBulkOptions, 'table'>;

/** A move of a job's head from one state to another. */
interface HeadMove {
  readonly id: BulkJobId;
  readonly from: BulkJobState;
  readonly to: BulkJobState;
  readonly at: Moment;
  readonly set?: readonly string[];
  readonly remove?: readonly string[];
  readonly condition?: string;
  readonly values?: RegisterItem;
}

function moveJob({ table }: InTable, move: HeadMove): TransactWriteItem {
  const { id, from, to, at, set = [], remove = [], condition, values = {} } = move;
  const removed = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : '';
  return {
    Update: {
      TableName: table,
      Key: bulkKeys.head(id),
      UpdateExpression: `SET ${['#state = :to', 'changedAt = :at', ...set].join(', ')}${removed}`,
      ConditionExpression: ['#state = :from', ...(condition ? [condition] : [])].join(' AND '),
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':from': text(from),
        ':to': text(to),
        ':at': whole(at),
        ...values,
      },
    },
  };
}

const remove = ({ table }: InTable, key: RegisterItem): TransactWriteItem => ({
  Delete: { TableName: table, Key: key },
});
const put = ({ table }: InTable, item: RegisterItem): TransactWriteItem => ({
  Put: { TableName: table, Item: item },
});

/** What goes with entering a state: a job that runs is listed as running, others are not. */
function toListing(
  of: InTable,
  job: Pick<BulkJob, 'id' | 'department'>,
  { to, at }: Pick<HeadMove, 'to' | 'at'>,
) {
  return to === 'running' ? put(of, toRunningItem(job, at)) : remove(of, bulkKeys.running(job.id));
}

function toCreating(of: InTable, job: BulkJob): TransactWriteItem[] {
  const { department, createdAt, id } = job;
  return [
    putNew(of, toJobItem(job)),
    putNew(of, { ...bulkKeys.listed(department, createdAt, id), kind: text('listed') }),
    putNew(of, { ...bulkKeys.checking(id), kind: text('checking'), until: whole(0) }),
  ];
}

function toCheckedMove(job: BulkJob, { chunks, ...found }: CheckedFile, at: Moment): HeadMove {
  const isHeld = needsSecondPerson({ ...job, ...found });
  const to = job.start === 'at-once' && !isHeld ? 'running' : 'checked';
  return {
    ...{ id: job.id, from: 'checking', to, at },
    set: [
      'chunks = :chunks',
      'summary = :summary',
      ...(to === 'running' ? ['startedAt = :at'] : []),
    ],
    values: { ':chunks': whole(chunks), ':summary': text(JSON.stringify(found)) },
  };
}

/** Whether the job is what the move makes of it, also when its answer was lost. */
function makeSend(options: DynamoBulkOptions) {
  const readJob = makeJobReader(options);
  return async (items: TransactWriteItem[], { id, to, at }: HeadMove) => {
    if ((await sendTransaction(options.client, items)) === 'landed') return 'done';
    const job = await readJob(id);
    return job?.state === to && job.changedAt === at ? 'done' : 'moved';
  };
}

function makeCreate(options: DynamoBulkOptions): BulkJobs['create'] {
  const readJob = makeJobReader(options);
  return async (job, { key, answer }) => {
    const sent = await sendTransaction(options.client, [
      ...toCreating(options, job),
      putKey(options, toAnsweredItem(key, answer), job.createdAt),
    ]);
    // its id is random: a job of that id is an earlier sending of this very write
    return sent === 'landed' || (await readJob(job.id)) !== undefined ? 'created' : 'key-used';
  };
}

/** That somebody approved a job, what they saw of it, and when: written once, never altered. */
function toApproval(
  of: InTable,
  { id, check, fileDigest }: BulkJob,
  { by, at }: { readonly by: ClientId; readonly at: Moment },
): TransactWriteItem {
  return putNew(of, {
    ...bulkKeys.approval(id),
    kind: text('approval'),
    by: text(by),
    at: whole(at),
    rows: whole(check?.rows ?? 0),
    ...(fileDigest === undefined ? {} : { fileDigest: text(fileDigest) }),
  });
}

/** What a job is started or resumed with. */
const toResuming = ({ counts }: BulkJob) => ({
  set: [
    'startedAt = if_not_exists(startedAt, :at)',
    'resumedAt = :at',
    'resumedRows = :resumedRows',
  ],
  values: { ':resumedRows': whole(rowsDone(counts)) },
});

function toAskedMove({ job, to, at, approvedBy }: AskedJobChange): HeadMove {
  const resuming = to === 'running' ? toResuming(job) : { set: [], values: {} };
  const move = { id: job.id, from: job.state, to, at, remove: ['reason'] } as const;
  if (approvedBy === undefined) return { ...move, ...resuming };
  return {
    ...move,
    set: [...resuming.set, 'approvedBy = :by'],
    values: { ...resuming.values, ':by': text(approvedBy) },
  };
}

function makeChange(options: DynamoBulkOptions): BulkJobs['change'] {
  return async (change) => {
    const { job, at, approvedBy, key, answer } = change;
    const move = toAskedMove(change);
    const approval =
      approvedBy === undefined ? [] : [toApproval(options, job, { by: approvedBy, at })];
    const items = [moveJob(options, move), toListing(options, job, move), ...approval];
    const keyed = putKey(options, toAnsweredItem(key, answer), at);
    const outcome = await sendTransaction(options.client, [keyed, ...items]);
    if (outcome === 'landed') return 'done';
    return outcome.refusedAt.includes(0) ? 'key-used' : 'moved';
  };
}

const withReason = (reason: string) => ({
  set: ['reason = :reason'],
  values: { ':reason': text(reason) },
});

/** Steps of whole jobs. */
export function makeJobSteps(
  options: DynamoBulkOptions,
): Pick<BulkJobs, 'create' | 'finishCheck' | 'fail' | 'change' | 'stop' | 'finish'> {
  const send = makeSend(options);
  const unlist = (id: BulkJobId) => remove(options, bulkKeys.running(id));
  return {
    create: makeCreate(options),
    change: makeChange(options),
    finishCheck(job, found, at) {
      const move = toCheckedMove(job, found, at);
      const listing = move.to === 'running' ? [toListing(options, job, move)] : [];
      const checked = remove(options, bulkKeys.checking(job.id));
      return send([moveJob(options, move), checked, ...listing], move);
    },
    fail(id, reason, at) {
      const move: HeadMove = { id, from: 'checking', to: 'failed', at, ...withReason(reason) };
      return send([moveJob(options, move), remove(options, bulkKeys.checking(id))], move);
    },
    async stop(id, reason, at) {
      const move: HeadMove = { id, from: 'running', to: 'paused', at, ...withReason(reason) };
      await send([moveJob(options, move), unlist(id)], move);
    },
    finish(id, at) {
      const condition = 'chunksDone = chunks';
      const move: HeadMove = { id, from: 'running', to: 'finished', at, condition };
      return send([moveJob(options, move), unlist(id)], move);
    },
  };
}
