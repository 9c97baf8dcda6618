import {
  changeColumns,
  readChangeMembers,
  toChangeMembers,
  tryRowChange,
} from '../../../shared/domain/bulk-change.ts';
import { readHeader } from '../../../shared/domain/bulk-column.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow } from '../../../shared/domain/bulk-outcome.ts';
import { toRowFaults } from '../../../shared/domain/bulk-row.ts';
import type { FieldError } from '../../../shared/problem/problem.ts';

/** Reads and checks the rows of a job that changes licences. */
export function makeReadChange({ type }: Pick<BulkJob, 'type'>, header?: readonly string[]) {
  const places = header ? readHeader(changeColumns, header).places : [];
  return {
    check: ({ cells, json }: JobRow) =>
      tryRowChange(() => (cells ? toChangeMembers(places, cells) : readChangeMembers(json)), type),
    toFaults: (errors: readonly FieldError[]) => toRowFaults(changeColumns, errors),
  };
}
