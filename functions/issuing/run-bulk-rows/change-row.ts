import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import { makeReadChange } from '../bulk/read-change.ts';
import {
  type ChangeLicenceStatePorts,
  makeChangeLicenceState,
} from '../change-licence-state/change-licence-state.ts';
import { toRefused, type WorkOnRow } from './row-end.ts';

/** The path that the keys of rows stand for. */
const route = 'bulk change of state';

/**
 * Changes the licences of a job, each by the path of single changes, under a key of job and row: a row
 * that was done before its worker died is found done.
 */
export function makeChangeRow(ports: ChangeLicenceStatePorts, job: BulkJob): WorkOnRow {
  const { check, toFaults } = makeReadChange(job, job.header);
  const change = makeChangeLicenceState(ports);
  const { approvedBy } = job;
  return async (row) => {
    const read = check(row);
    if ('errors' in read) {
      return { row: row.row, state: 'rejected', faults: toFaults(read.errors) };
    }
    const { licenceId, ...grounds } = read.asked;
    const request = {
      client: job.client,
      department: job.department,
      idempotencyKey: `${job.id}\n${row.row}`,
      route,
      body: { licenceId, ...grounds },
      licenceId,
      ...(approvedBy === undefined ? {} : { approvedBy }),
    };
    try {
      await change(request, { ...grounds, lossReported: false });
      return { row: row.row, state: 'issued', licenceId };
    } catch (error) {
      return toRefused(row, error, toFaults);
    }
  };
}
