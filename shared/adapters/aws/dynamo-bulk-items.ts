import type { BulkJob, BulkJobId } from '../../domain/bulk-job.ts';
import type { ClientId, DepartmentCode, Moment } from '../../domain/ids.ts';
import type { CheckedFile } from '../../ports/bulk-jobs.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';

/** Attributes that move; all else of a job is JSON in `content`, and in `summary` once it is checked. */
const moving = [
  'state',
  'reason',
  'changedAt',
  'startedAt',
  'counts',
  'chunks',
  'chunksDone',
  'countedAt',
  'approvedBy',
  'resumed',
] as const;

const textOf = (item: RegisterItem, name: string) => item[name]?.S;
const wholeOf = (item: RegisterItem, name: string) => Number(item[name]?.N ?? 0);
const momentOf = (item: RegisterItem, name: string) =>
  item[name]?.N === undefined ? {} : { [name]: Number(item[name].N) as Moment };

/** The head of a new job, with its key. */
export function toJobItem(job: BulkJob): RegisterItem {
  const content = Object.fromEntries(
    Object.entries(job).filter(([name]) => !moving.some((one) => one === name)),
  );
  return {
    ...bulkKeys.head(job.id),
    kind: text('job'),
    content: text(JSON.stringify(content)),
    state: text(job.state),
    changedAt: whole(job.changedAt),
    ...{ issued: whole(0), rejected: whole(0), repeated: whole(0) },
    ...{ chunks: whole(0), chunksDone: whole(0), nextChunk: whole(1) },
  };
}

/** Reads a job's head. */
export function toBulkJob(item: RegisterItem): BulkJob {
  const reason = textOf(item, 'reason');
  const found = textOf(item, 'summary');
  return {
    ...(JSON.parse(textOf(item, 'content') ?? '') as BulkJob),
    ...(found === undefined ? {} : (JSON.parse(found) as Omit<CheckedFile, 'chunks'>)),
    state: textOf(item, 'state') as BulkJob['state'],
    ...(reason === undefined ? {} : { reason }),
    changedAt: wholeOf(item, 'changedAt') as Moment,
    ...momentOf(item, 'startedAt'),
    ...momentOf(item, 'countedAt'),
    ...(item['resumedAt']
      ? {
          resumed: { at: wholeOf(item, 'resumedAt') as Moment, rows: wholeOf(item, 'resumedRows') },
        }
      : {}),
    ...(item['approvedBy']?.S ? { approvedBy: item['approvedBy'].S as ClientId } : {}),
    counts: {
      issued: wholeOf(item, 'issued'),
      rejected: wholeOf(item, 'rejected'),
      repeated: wholeOf(item, 'repeated'),
    },
    chunks: wholeOf(item, 'chunks'),
    chunksDone: wholeOf(item, 'chunksDone'),
  };
}

/** That a job runs, with its key. */
export function toRunningItem(
  { id, department }: { readonly id: BulkJobId; readonly department: DepartmentCode },
  at: Moment,
): RegisterItem {
  return {
    ...bulkKeys.running(id),
    kind: text('running'),
    department: text(department),
    // whoever has not had a turn yet comes before all who have
    lastTurnAt: whole(0),
    since: whole(at),
  };
}
