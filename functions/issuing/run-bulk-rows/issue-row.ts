import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow } from '../../../shared/domain/bulk-outcome.ts';
import type { GatheredIdempotencyRecords } from '../../../shared/ports/idempotency.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import { makeReadRow, type RowContext } from '../bulk/read-row.ts';
import type { GrantLicencePorts } from '../issue-licence/grant-licence.ts';
import { makeBringRow, toRowKey } from './bring-row.ts';
import { gatherRecords } from './gathered-records.ts';
import { toRefused, type WorkOnRow } from './row-end.ts';

/** What issuing rows needs. */
export interface IssueRowsPorts extends GrantLicencePorts {
  readonly validator: ItemValidator;
  readonly records: GatheredIdempotencyRecords;
}

/** What issuing one of them needs. */
type IssueRowPorts = GrantLicencePorts & Pick<IssueRowsPorts, 'validator'>;

/** Whose rows they are. */
export interface RowJob extends RowContext {
  readonly job: BulkJob;
}

/** Issues a row by the path of single licences. */
function makeIssueRow(ports: IssueRowPorts, context: RowJob): WorkOnRow {
  const { job } = context;
  const { check, toFaults } = makeReadRow(ports, context);
  const bring = makeBringRow(ports, job);
  return async (row) => {
    const now = ports.clock.now();
    const read = check(row);
    if ('errors' in read) return { row: row.row, state: 'rejected', faults: toFaults(read.errors) };
    const { checked } = read;
    try {
      return await bring(row, toRowKey(job, row, now), async () => ({ checked }));
    } catch (error) {
      return toRefused(row, error, toFaults);
    }
  };
}

/** Asked for once, kept for as long as a chunk takes. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

/** Issues the rows of a chunk; what is the same for all of them is read once. */
export function makeIssueRows(ports: IssueRowsPorts, context: RowJob) {
  const { directory } = ports;
  const findCertificates = once(() => directory.findCertificates());
  return async (rows: readonly JobRow[]): Promise<WorkOnRow> => {
    const now = ports.clock.now();
    const keys = rows
      .filter(({ digest, sameAsRow }) => digest !== undefined && sameAsRow === undefined)
      .map((row) => toRowKey(context.job, row, now));
    const records = await gatherRecords(ports.records, keys);
    return makeIssueRow(
      { ...ports, records, directory: { ...directory, findCertificates } },
      context,
    );
  };
}
