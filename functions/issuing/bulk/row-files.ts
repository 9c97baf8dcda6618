import { type BulkJob, rowsOfChunk } from '../../../shared/domain/bulk-job.ts';
import { type JobRow, jobPaths, type RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';

type Whose = Pick<BulkJob, 'id' | 'department' | 'check' | 'chunks'>;

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

/** The rows of a job's chunks and what became of them, a line each; a file that was cut short on its way is told from a whole one. */
export function makeRowFiles(files: Pick<JobFiles, 'put' | 'find'>, job: Whose) {
  const paths = jobPaths(job);
  const whole = <T>(lines: readonly T[], chunk: number): readonly T[] => {
    if (lines.length !== rowsOfChunk(job, chunk))
      throw new Error(`chunk ${chunk} of job ${job.id} is cut short`);
    return lines;
  };
  return {
    putRows: (chunk: number, rows: readonly JobRow[]) =>
      files.put(paths.rows(chunk), toLines(rows), linesType),
    putOutcomes: (chunk: number, outcomes: readonly RowOutcome[]) =>
      files.put(paths.outcomes(chunk), toLines(outcomes), linesType),
    readRows: async (chunk: number): Promise<readonly JobRow[]> => {
      const found = await files.find(paths.rows(chunk));
      if (!found) throw new Error(`job ${job.id} has no chunk ${chunk}`);
      return whole(fromLines<JobRow>(found), chunk);
    },
    findOutcomes: async (chunk: number): Promise<readonly RowOutcome[] | undefined> => {
      const found = await files.find(paths.outcomes(chunk));
      return found && whole(fromLines<RowOutcome>(found), chunk);
    },
  };
}
