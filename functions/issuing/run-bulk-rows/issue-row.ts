import type { IssuedLicenceAnswer } from '../../../shared/api/licences.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow, RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type {
  GatheredIdempotencyRecords,
  IdempotencyRecord,
  KeyedRequest,
} from '../../../shared/ports/idempotency.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import { makeReadRow, type RowContext } from '../bulk/read-row.ts';
import type { CheckedApplication } from '../issue-licence/check-application.ts';
import { type GrantLicencePorts, makeGrantLicence } from '../issue-licence/grant-licence.ts';
import { findEarlier, type WrittenAnswer } from '../keyed-request.ts';
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

/** Rows are recognised for so long: a department brings the same stock again, also next year. */
const rowKeyLifeMilliseconds = 20 * 365 * 24 * 3600 * 1000;

/** The key that a row stands under: of the department, not of one client, so that a colleague's file is recognised too. */
function toRowKey(job: BulkJob, row: JobRow, now: Moment): KeyedRequest {
  const digest = row.digest ?? '';
  return {
    client: `bulk#${job.department}` as ClientId,
    keyDigest: digest,
    requestDigest: digest,
    expiresAt: (now + rowKeyLifeMilliseconds) as Moment,
    origin: `${job.id}#${row.row}`,
  };
}

/** Issues a row by the path of single licences. */
function makeIssueRow(ports: IssueRowPorts, context: RowJob): WorkOnRow {
  const { job } = context;
  const { check, toFaults } = makeReadRow(ports, context);
  const { grant, resume } = makeGrantLicence(ports);

  /** Whose answer is it? One that was there may be of this very row, from before its worker died. */
  const findOrigin = async (
    key: KeyedRequest,
    { replayed }: WrittenAnswer,
    earlier: IdempotencyRecord | undefined,
  ) => (replayed ? (earlier ?? (await ports.records.find(key)))?.origin : key.origin);

  const issue = async (
    row: JobRow,
    key: KeyedRequest,
    checked: CheckedApplication,
  ): Promise<RowOutcome> => {
    const earlier = await findEarlier(ports.records, key, checked.at);
    const written = await (earlier
      ? resume(earlier, key)
      : grant({ checked, key, by: job.client }));
    const isOwn = (await findOrigin(key, written, earlier)) === key.origin;
    const { licenceId, number, identifier } = written.answer.body as JsonValue &
      IssuedLicenceAnswer;
    return { row: row.row, state: isOwn ? 'issued' : 'repeated', licenceId, number, identifier };
  };

  return async (row) => {
    const now = ports.clock.now();
    const read = check(row);
    if ('errors' in read) return { row: row.row, state: 'rejected', faults: toFaults(read.errors) };
    const key = toRowKey(job, row, now);
    try {
      return await issue(row, key, read.checked);
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
