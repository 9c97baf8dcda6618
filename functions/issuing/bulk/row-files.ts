import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import { type JobRow, jobPaths, type RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';

type Whose = Pick<BulkJob, 'id' | 'department'>;

const linesType = 'application/x-ndjson';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const toLines = (values: readonly unknown[]) =>
  encoder.encode(values.map((one) => `${JSON.stringify(one)}\n`).join(''));

const fromLines = <T>(bytes: Uint8Array): readonly T[] =>
  decoder
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** The rows of a job's chunks and what became of them, a line each. */
export function makeRowFiles(files: Pick<JobFiles, 'put' | 'find'>, job: Whose) {
  const paths = jobPaths(job);
  return {
    putRows: (chunk: number, rows: readonly JobRow[]) =>
      files.put(paths.rows(chunk), toLines(rows), linesType),
    putOutcomes: (chunk: number, outcomes: readonly RowOutcome[]) =>
      files.put(paths.outcomes(chunk), toLines(outcomes), linesType),
    readRows: async (chunk: number): Promise<readonly JobRow[]> => {
      const found = await files.find(paths.rows(chunk));
      if (!found) throw new Error(`job ${job.id} has no chunk ${chunk}`);
      return fromLines<JobRow>(found);
    },
    findOutcomes: async (chunk: number): Promise<readonly RowOutcome[] | undefined> => {
      const found = await files.find(paths.outcomes(chunk));
      return found && fromLines<RowOutcome>(found);
    },
  };
}
