import type { BulkJob } from './bulk-job.ts';
import type { RowFault } from './bulk-row.ts';

/** A row of a job, as it lies in a chunk: what the file says, and what checking found. */
export interface JobRow {
  readonly row: number;
  /** As they stand in the file, or the line's JSON. */
  readonly cells?: readonly string[];
  readonly json?: unknown;
  /** Stands for what the row asks for: equal rows have equal digests, in whatever file. */
  readonly digest?: string;
  /** Why it is rejected. */
  readonly faults?: readonly RowFault[];
  /** An equal row stood before in the file. */
  readonly sameAsRow?: number;
}

/** What became of a row. */
export interface RowOutcome {
  readonly row: number;
  readonly state: 'issued' | 'repeated' | 'rejected';
  readonly licenceId?: string;
  readonly number?: string;
  readonly identifier?: string;
  readonly faults?: readonly RowFault[];
  readonly sameAsRow?: number;
}

/** Counts what became of rows. */
export function countOutcomes(outcomes: readonly RowOutcome[]) {
  const counts = { issued: 0, rejected: 0, repeated: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}

/** Where a job's files lie; a department's own folder, so that rights can be told by path. */
export function jobPaths({ department, id }: { readonly department: string; readonly id: string }) {
  const folder = `bulk/${department}/${id}`;
  const numbered = (chunk: number) => String(chunk).padStart(6, '0');
  return {
    rows: (chunk: number) => `${folder}/rows/${numbered(chunk)}`,
    outcomes: (chunk: number) => `${folder}/outcomes/${numbered(chunk)}`,
    /** One for each state: who is late with a job's progress writes over nothing of its end. */
    result: (state: BulkJob['state']) => `${folder}/results/${state}`,
  };
}
