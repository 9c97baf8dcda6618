import type { BulkJob, BulkJobId } from '../../../shared/domain/bulk-job.ts';
import { jobPaths } from '../../../shared/domain/bulk-outcome.ts';
import type { BulkJobs } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import { type TableWriter, tableMediaTypes } from '../../../shared/ports/table-writer.ts';
import { makeRowFiles } from '../bulk/row-files.ts';
import {
  ownColumns,
  type ResultRow,
  toResultCells,
  toResultHeader,
  toResultLine,
} from './result-rows.ts';

/** What making results needs. */
export interface ComposeResultPorts {
  readonly clock: Clock;
  readonly jobs: Pick<BulkJobs, 'find' | 'findResult' | 'noteResult'>;
  readonly files: JobFiles;
  readonly writer: TableWriter;
}

/** Makes the result file of a job, as far as the job is. */
export type ComposeResult = (id: BulkJobId) => Promise<void>;

async function* readResults(files: JobFiles, job: BulkJob): AsyncGenerator<ResultRow> {
  const { readRows, findOutcomes } = makeRowFiles(files, job);
  for (let chunk = 1; chunk <= job.chunks; chunk += 1) {
    const [rows, outcomes] = await Promise.all([readRows(chunk), findOutcomes(chunk)]);
    const byRow = new Map(outcomes?.map((outcome) => [outcome.row, outcome]));
    for (const row of rows) {
      const outcome = byRow.get(row.row);
      yield { row, ...(outcome ? { outcome } : {}) };
    }
  }
}

async function* toTable(
  job: BulkJob,
  header: readonly string[],
  results: AsyncIterable<ResultRow>,
): AsyncGenerator<readonly string[]> {
  const own = ownColumns(header);
  yield toResultHeader(header, own);
  for await (const result of results) yield toResultCells(job, result, own);
}

async function* toLines(job: BulkJob, results: AsyncIterable<ResultRow>): AsyncGenerator<unknown> {
  for await (const result of results) yield toResultLine(job, result);
}

function toFile(writer: TableWriter, job: BulkJob, results: AsyncIterable<ResultRow>) {
  const { format } = job.file;
  if (format === 'jsonl') return writer.jsonl(toLines(job, results));
  const sheet = { name: '结果', rows: toTable(job, job.header ?? [], results) };
  return format === 'csv' ? writer.csv(sheet) : writer.xlsx([sheet]);
}

/**
 * Makes the result of a job: every row of the file in its order and form, with number, identifier,
 * state and reason. Made from what the chunks left, so it may be made at any time and again.
 */
export function makeComposeResult({
  clock,
  jobs,
  files,
  writer,
}: ComposeResultPorts): ComposeResult {
  return async (id) => {
    const job = await jobs.find(id);
    if (!job?.check) return;
    const { state, chunksDone } = job;
    const made = await jobs.findResult(id);
    if (made?.state === state && made.chunksDone === chunksDone) return;
    const bytes = toFile(writer, job, readResults(files, job));
    const type = tableMediaTypes[job.file.format];
    const sizeBytes = await files.write(jobPaths(job).result(state), bytes, type);
    await jobs.noteResult(id, { madeAt: clock.now(), sizeBytes, state, chunksDone });
  };
}
