import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow, RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { ChunkLease } from '../../../shared/ports/bulk-jobs.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { makeRowFiles } from '../bulk/row-files.ts';
import type { NotNow, WorkOnRow } from './row-end.ts';

/** What working on a chunk needs. */
export interface RunChunkPorts {
  readonly files: Pick<JobFiles, 'put' | 'find'>;
  readonly log: Log;
}

/** How a chunk ended: all its rows have an outcome; or not now, for some, or for so many that all are to wait. */
export type ChunkEnd =
  | { readonly outcomes: readonly RowOutcome[] }
  | { readonly notNow: NotNow; readonly isOverloaded: boolean };

/** Rows worked on side by side: single issues find room between them. */
const rowsAtOnce = 12;
/** After so many takings a row that still throws is poison: it goes to the result, the others go on. */
const mostAttempts = 3;

const isNotNow = (end: RowOutcome | NotNow): end is NotNow => !('row' in end);
const isOutcome = (end: RowOutcome | NotNow): end is RowOutcome => 'row' in end;

/** What is known of a row since its file was checked. */
function knownEnd({ row, faults, sameAsRow }: JobRow): RowOutcome | undefined {
  if (faults) return { row, state: 'rejected', faults };
  return sameAsRow === undefined ? undefined : { row, state: 'repeated', sameAsRow };
}

/** Issues a row; one that throws again and again comes to an outcome of its own. */
function makeSettleRow({ log }: RunChunkPorts, job: BulkJob, lease: ChunkLease) {
  return async (work: WorkOnRow, row: JobRow): Promise<RowOutcome | NotNow> => {
    try {
      return knownEnd(row) ?? (await work(row));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('bulk-row.failed', {
        jobId: job.id,
        row: row.row,
        attempt: lease.attempt,
        error: name,
      });
      if (lease.attempt < mostAttempts) return { againInSeconds: 5 };
      return { row: row.row, state: 'rejected', faults: [{ field: '', reason: 'internal-error' }] };
    }
  };
}

/** So many rows that cannot be ended now are no accident of theirs: whoever is overloaded is left alone. */
const mostNotNow = 12;
const isStopped = (notNow: readonly NotNow[]) =>
  notNow.length >= mostNotNow || notNow.some((one) => 'stopFor' in one);

/** Ends of rows as they come in; no further row is begun once the job is to stop or many cannot be ended now. */
async function settleAll(
  rows: readonly JobRow[],
  settle: (row: JobRow) => Promise<RowOutcome | NotNow>,
): Promise<readonly (RowOutcome | NotNow)[]> {
  const ends: (RowOutcome | NotNow)[] = [];
  const queue = rows.values();
  const work = async () => {
    for (const row of queue) {
      ends.push(await settle(row));
      if (isStopped(ends.filter(isNotNow))) return;
    }
  };
  await Promise.all(Array.from({ length: rowsAtOnce }, work));
  return ends;
}

/**
 * Works on the rows of a chunk, a few at a time. One that cannot be ended now leaves the chunk open,
 * and the others go on; what was issued by then is found again by its key.
 */
export function makeRunChunk(ports: RunChunkPorts, job: BulkJob) {
  const { readRows, putOutcomes } = makeRowFiles(ports.files, job);
  return async (
    lease: ChunkLease,
    begin: (rows: readonly JobRow[]) => Promise<WorkOnRow>,
  ): Promise<ChunkEnd> => {
    const settle = makeSettleRow(ports, job, lease);
    const rows = await readRows(lease.chunk);
    const work = await begin(rows);
    const ends = await settleAll(rows, (row) => settle(work, row));
    const notNow = ends.filter(isNotNow);
    const first = notNow.find((one) => 'stopFor' in one) ?? notNow[0];
    if (first) return { notNow: first, isOverloaded: isStopped(notNow) };
    const outcomes = ends.filter(isOutcome).toSorted((a, b) => a.row - b.row);
    await putOutcomes(lease.chunk, outcomes);
    return { outcomes };
  };
}
