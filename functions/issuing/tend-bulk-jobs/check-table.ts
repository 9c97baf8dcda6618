import { changeColumns } from '../../../shared/domain/bulk-change.ts';
import { type HeaderFault, isGuidance, readHeader } from '../../../shared/domain/bulk-column.ts';
import {
  type BulkJob,
  chunkRows,
  mostBulkRows,
  mostPreviewFaults,
  type PreviewFault,
} from '../../../shared/domain/bulk-job.ts';
import type { JobRow } from '../../../shared/domain/bulk-outcome.ts';
import type { RowFault } from '../../../shared/domain/bulk-row.ts';
import { SeenDigests } from '../../../shared/domain/seen-digests.ts';
import type { CheckedFile } from '../../../shared/ports/bulk-jobs.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import type { TableRow } from '../../../shared/ports/table-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { makeReadChange, makeReadRenewal } from '../bulk/read-change.ts';
import { columnsOf, makeReadRow, makeRowDigest, type RowContext } from '../bulk/read-row.ts';
import { makeRowFiles } from '../bulk/row-files.ts';

import type { IssuingParties } from '../issue-licence/check-application.ts';

/** What a table's rows are checked with, and where they are laid out. */
export interface CheckTablePorts {
  readonly validator: ItemValidator;
  readonly files: Pick<JobFiles, 'put' | 'find'>;
}

/** Whose table it is. */
export interface TableContext {
  readonly job: BulkJob;
  readonly at: RowContext['at'];
  /** Of what is issued. */
  readonly parties?: IssuingParties;
  /** Keys the digests of rows. */
  readonly key: string;
}

/** Chunks that are being written while further rows are read. */
const mostWriting = 8;

/** Counts rows, as many as a file may have, and keeps the first faults. */
class Summary {
  rows = 0;
  rejected = 0;
  repeated = 0;
  readonly reasons: Record<string, number> = {};
  readonly faults: PreviewFault[] = [];

  add({ row, faults, sameAsRow }: JobRow): void {
    this.rows += 1;
    if (this.rows > mostBulkRows) throw new Problem('malformed', { reason: 'too-many-rows' });
    if (sameAsRow !== undefined) this.repeated += 1;
    const [first] = faults ?? [];
    if (first) this.reject(row, first);
  }

  private reject(row: number, fault: RowFault): void {
    this.rejected += 1;
    this.reasons[fault.reason] = (this.reasons[fault.reason] ?? 0) + 1;
    if (this.faults.length < mostPreviewFaults) this.faults.push({ row, ...fault });
  }
}

/** Writes chunks behind the reader's back, a few at a time. */
class ChunkWriter {
  private readonly write: (chunk: number, rows: readonly JobRow[]) => Promise<void>;
  private readonly writing = new Set<Promise<void>>();
  private rows: JobRow[] = [];
  chunks = 0;

  constructor(write: ChunkWriter['write']) {
    this.write = write;
  }

  async add(row: JobRow): Promise<void> {
    this.rows.push(row);
    if (this.rows.length === chunkRows) await this.flush();
  }

  async end(): Promise<void> {
    if (this.rows.length > 0) await this.flush();
    await Promise.all(this.writing);
  }

  private async flush(): Promise<void> {
    this.chunks += 1;
    const done: Promise<void> = this.write(this.chunks, this.rows).then(() => {
      this.writing.delete(done);
    });
    this.writing.add(done);
    this.rows = [];
    if (this.writing.size >= mostWriting) await Promise.race(this.writing);
  }
}

function refuseHeader(faults: readonly HeaderFault[]): void {
  const [first] = faults;
  if (first)
    throw new Problem('malformed', { reason: [first.code, first.column ?? first.at].join(': ') });
}

/** What reads and checks the job's rows. */
function makeReader(
  ports: CheckTablePorts,
  { job, at, parties }: TableContext,
  header?: readonly string[],
) {
  if (!parties) return makeReadChange(job, header);
  if (job.operation === 'renew') return makeReadRenewal(job, header);
  return makeReadRow(ports, { job, at, parties, ...(header ? { header } : {}) });
}

/** Reads, checks and digests one row. */
function makeToJobRow(ports: CheckTablePorts, context: TableContext, header?: readonly string[]) {
  const { check, toFaults } = makeReader(ports, context, header);
  const toDigest = makeRowDigest(context.job, context.key);
  const seen = new SeenDigests(mostBulkRows);
  return (found: TableRow): JobRow => {
    if ('fault' in found) return { row: found.row, faults: [{ field: '', reason: found.fault }] };
    const read = check(found);
    if ('errors' in read) return { ...found, faults: toFaults(read.errors) };
    const digest = toDigest(read.asked);
    const sameAsRow = seen.see(Buffer.from(digest, 'base64url'), found.row);
    return { ...found, digest, ...(sameAsRow === undefined ? {} : { sameAsRow }) };
  };
}

/** Takes the header off a table that has one. */
async function takeHeader(rows: AsyncIterator<TableRow>): Promise<readonly string[]> {
  const first = await rows.next();
  if (first.done || !('cells' in first.value))
    throw new Problem('malformed', { reason: 'no-rows' });
  return first.value.cells;
}

/** The header of a table that has one; it has to name the columns that its operation asks for. */
async function readColumns({ job, parties }: TableContext, rows: AsyncIterator<TableRow>) {
  if (job.file.format === 'jsonl') return undefined;
  const header = await takeHeader(rows);
  const columns = parties ? columnsOf(job, parties.type) : changeColumns;
  refuseHeader(readHeader(columns, header).faults);
  return header;
}

/** The rows that are left of a table, without those that only tell how to fill it in. */
async function* withoutGuidance(rows: AsyncIterator<TableRow>): AsyncGenerator<TableRow> {
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (!('cells' in next.value && isGuidance(next.value.cells))) yield next.value;
}

/**
 * Checks a table row by row and lays its rows out in chunks, in memory that does not grow with it.
 * @throws Problem `malformed`: it is no table of the type
 */
export function makeCheckTable(ports: CheckTablePorts, context: TableContext) {
  const { job } = context;
  const { putRows } = makeRowFiles(ports.files, job);
  return async (table: AsyncIterable<TableRow>): Promise<CheckedFile> => {
    const rows = table[Symbol.asyncIterator]();
    const header = await readColumns(context, rows);
    const toJobRow = makeToJobRow(ports, context, header);
    const summary = new Summary();
    const writer = new ChunkWriter(putRows);
    for await (const found of withoutGuidance(rows)) {
      const row = toJobRow(found);
      summary.add(row);
      await writer.add(row);
    }
    await writer.end();
    if (summary.rows === 0) throw new Problem('malformed', { reason: 'no-rows' });
    return { check: { ...summary }, chunks: writer.chunks, ...(header ? { header } : {}) };
  };
}
