import {
  changeColumns,
  readChangeMembers,
  readRowChange,
  toChangeMembers,
  tryRow,
} from '../../../shared/domain/bulk-change.ts';
import { type BulkColumn, readHeader } from '../../../shared/domain/bulk-column.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow } from '../../../shared/domain/bulk-outcome.ts';
import { readRowRenewal, renewalColumns } from '../../../shared/domain/bulk-renewal.ts';
import { toRowFaults } from '../../../shared/domain/bulk-row.ts';
import type { UnreadObject } from '../../../shared/domain/reading.ts';
import type { FieldError } from '../../../shared/problem/problem.ts';

/** Reads rows that name a licence and say what is to become of it. */
const makeRead =
  <Asked>(columns: readonly BulkColumn[], read: (source: UnreadObject, type: string) => Asked) =>
  ({ type }: Pick<BulkJob, 'type'>, header?: readonly string[]) => {
    const places = header ? readHeader(columns, header).places : [];
    const toMembers = ({ cells, json }: JobRow) =>
      cells ? toChangeMembers(places, cells) : readChangeMembers(json, columns);
    return {
      check: (row: JobRow) => tryRow(() => read(toMembers(row), type)),
      toFaults: (errors: readonly FieldError[]) => toRowFaults(columns, errors),
    };
  };

/** Reads and checks the rows of a job that changes licences. */
export const makeReadChange = makeRead(changeColumns, readRowChange);

/** Reads and checks the rows of a job that renews licences. */
export const makeReadRenewal = makeRead(renewalColumns, readRowRenewal);
