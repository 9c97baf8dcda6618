import type { IssuedLicenceAnswer } from '../../../shared/api/licences.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow, RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { IdempotencyRecord, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import {
  type Grant,
  type GrantLicencePorts,
  makeGrantLicence,
} from '../issue-licence/grant-licence.ts';
import { findEarlier, type WrittenAnswer } from '../keyed-request.ts';

/** Rows are recognised for so long: a department brings the same stock again, also next year. */
const rowKeyLifeMilliseconds = 20 * 365 * 24 * 3600 * 1000;

/** The key that a row stands under: of the department, not of one client, so that a colleague's file is recognised too. */
export function toRowKey(job: BulkJob, row: JobRow, now: Moment): KeyedRequest {
  const digest = row.digest ?? '';
  return {
    client: `bulk#${job.department}` as ClientId,
    keyDigest: digest,
    requestDigest: digest,
    expiresAt: (now + rowKeyLifeMilliseconds) as Moment,
    origin: `${job.id}#${row.row}`,
  };
}

/** What a row's key is to stand for, if it stands for nothing yet. */
export type ToGrant = () => Promise<Pick<Grant, 'checked' | 'base'>>;

/**
 * Brings the licence, or the version, that a row's key stands for into force, once: what is there under
 * the key already is gone on with, and is this row's own if it began with this row.
 */
export function makeBringRow(ports: GrantLicencePorts, job: BulkJob) {
  const { grant, resume } = makeGrantLicence(ports);
  const { client: by, approvedBy } = job;
  const who = { by, ...(approvedBy === undefined ? {} : { approvedBy }) };

  /** Whose answer is it? One that was there may be of this very row, from before its worker died. */
  const findOrigin = async (
    key: KeyedRequest,
    { replayed }: WrittenAnswer,
    earlier: IdempotencyRecord | undefined,
  ) => (replayed ? (earlier ?? (await ports.records.find(key)))?.origin : key.origin);

  return async (row: JobRow, key: KeyedRequest, toGrant: ToGrant): Promise<RowOutcome> => {
    const earlier = await findEarlier(ports.records, key, ports.clock.now());
    const written = await (earlier
      ? resume(earlier, key)
      : grant({ ...(await toGrant()), key, ...who }));
    const isOwn = (await findOrigin(key, written, earlier)) === key.origin;
    const { licenceId, number, identifier } = written.answer.body as JsonValue &
      IssuedLicenceAnswer;
    return { row: row.row, state: isOwn ? 'issued' : 'repeated', licenceId, number, identifier };
  };
}
