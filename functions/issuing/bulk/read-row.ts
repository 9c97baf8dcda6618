import { createHmac } from 'node:crypto';
import { changeColumns } from '../../../shared/domain/bulk-change.ts';
import {
  type BulkColumn,
  type ColumnPlaces,
  readHeader,
  toBulkColumns,
} from '../../../shared/domain/bulk-column.ts';
import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { JobRow } from '../../../shared/domain/bulk-outcome.ts';
import { renewalColumns } from '../../../shared/domain/bulk-renewal.ts';
import {
  type ReadRow,
  type RowApplication,
  readRow,
  toRowFaults,
} from '../../../shared/domain/bulk-row.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { toCanonicalJson } from '../../../shared/formats/canonical-json.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import { type FieldError, Problem } from '../../../shared/problem/problem.ts';
import {
  type CheckedApplication,
  type CheckingFor,
  checkFace,
  type IssuingParties,
  maxApplicationBytes,
} from '../issue-licence/check-application.ts';
import { readJsonRow } from './read-json-row.ts';

/** How far back a row's date of issue may lie, in days: a year's decisions; of stock, a licence's whole life. */
const daysBack = { issue: 366, convert: 36_525, renew: 0, 'change-state': 0 } as const;

/** What the rows of a job are read and checked against. */
export interface RowContext {
  readonly job: Pick<BulkJob, 'operation' | 'department' | 'type'>;
  readonly parties: IssuingParties;
  readonly at: CheckingFor['at'];
  /** The first row of a file that has one. */
  readonly header?: readonly string[];
}

/** The columns that a job's file may have. */
export function columnsOf(
  job: Pick<BulkJob, 'operation'>,
  type: LicenceType,
): readonly BulkColumn[] {
  if (job.operation === 'renew') return renewalColumns;
  if (job.operation === 'change-state') return changeColumns;
  return toBulkColumns(type, { withNumbers: job.operation === 'convert' });
}

function errorsOf(error: unknown): readonly FieldError[] {
  if (error instanceof Problem && error.details.errors) return error.details.errors;
  throw error;
}

/** A row of a table may have more than an application that is sent by itself: then no version holds it. */
function sizeFaultsOf(application: RowApplication): readonly FieldError[] {
  const isTooLarge = Buffer.byteLength(JSON.stringify(application)) > maxApplicationBytes;
  return isTooLarge ? [{ pointer: '', code: 'too-long' }] : [];
}

/** A row that may be issued, or what is wrong with it. */
export type CheckedRow =
  | { readonly asked: RowApplication; readonly checked: CheckedApplication }
  | { readonly errors: readonly FieldError[] };

/** Reads and checks rows of one job, by the same rules as single applications. */
export function makeReadRow(ports: { readonly validator: ItemValidator }, context: RowContext) {
  const { job, parties, header } = context;
  const columns = columnsOf(job, parties.type);
  const places: ColumnPlaces = header ? readHeader(columns, header).places : [];
  const by = {
    department: job.department,
    at: context.at,
    mostDaysBack: daysBack[job.operation],
    keepsNumber: job.operation === 'convert',
  };
  const read = ({ cells, json }: JobRow): ReadRow =>
    cells ? readRow(places, cells) : readJsonRow(columns, json);
  const check = (row: JobRow): CheckedRow => {
    const { application, faults } = read(row);
    try {
      const checked = checkFace(ports, application, { by, parties });
      const errors = [...faults, ...sizeFaultsOf(application)];
      return errors.length > 0 ? { errors } : { asked: application, checked };
    } catch (error) {
      return { errors: [...faults, ...errorsOf(error)] };
    }
  };
  return { check, toFaults: (errors: readonly FieldError[]) => toRowFaults(columns, errors) };
}

/**
 * What stands for a row: a keyed digest over department, type, operation and what it asks for, however
 * that was spelt. Keyed, so that nobody finds out by trying who was issued what.
 */
export function makeRowDigest({ department, type, operation }: RowContext['job'], key: string) {
  return (asked: object): string => {
    const row = toCanonicalJson(asked as JsonValue);
    return createHmac('sha256', key)
      .update([department, type, operation, row].join('\n'))
      .digest('base64url');
  };
}
