import type { BulkColumn } from '../../../shared/domain/bulk-column.ts';
import { type ReadRow, type RowApplication, readRow } from '../../../shared/domain/bulk-row.ts';
import { readCivilDate } from '../../../shared/domain/civil-date.ts';
import { readHolder } from '../../../shared/domain/holders.ts';
import {
  gather,
  pointerToUnknown,
  readArray,
  readEach,
  readObject,
  readString,
  type UnreadObject,
} from '../../../shared/domain/reading.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** What results add to a line; a corrected result is read without. */
export const resultMember = 'result';

const mostHolders = 100;
const names = ['holders', 'items', 'number', 'issued', 'validFrom', 'validUntil'] as const;
const nothing: RowApplication = { holders: [], items: {} };

/** A body of `POST /v1/licences` without type and seal. */
function readApplication(value: UnreadObject): RowApplication {
  const source = readObject(value, '', names);
  const optional = <T>(
    name: (typeof names)[number],
    read: (given: unknown, pointer: string) => T,
  ) => (source[name] === undefined ? undefined : read(source[name], `/${name}`));
  return gather<RowApplication & object>({
    holders: () =>
      readEach(
        readArray(source['holders'], '/holders', { min: 1, max: mostHolders }),
        '/holders',
        readHolder,
      ),
    items: () => readObject(source['items'], '/items'),
    number: () => optional('number', readString),
    issued: () => optional('issued', readCivilDate),
    validFrom: () => optional('validFrom', readCivilDate),
    validUntil: () => optional('validUntil', readCivilDate),
  } as { readonly [Name in keyof RowApplication]-?: () => RowApplication[Name] });
}

const toCell = (value: unknown): string =>
  Array.isArray(value) ? value.join('、') : String(value ?? '');

/** Members named by the columns of a table, read as its cells are. */
function readNamed(columns: readonly BulkColumn[], value: UnreadObject): ReadRow {
  const known = new Map(columns.map((column) => [column.name, column]));
  const members = Object.entries(value);
  const unknown = members.filter(([name]) => !known.has(name));
  const row = readRow(
    members.map(([name]) => known.get(name)),
    members.map(([, member]) => toCell(member)),
  );
  const strange = unknown.map(([name]) => ({
    pointer: pointerToUnknown('', name),
    code: 'unknown',
  }));
  return { ...row, faults: [...row.faults, ...strange] };
}

/** A line of JSON Lines: an application as it is sent for one licence, or the columns of a table by name. */
export function readJsonRow(columns: readonly BulkColumn[], json: unknown): ReadRow {
  try {
    const { [resultMember]: _result, ...value } = readObject(json, '');
    return 'holders' in value
      ? { application: readApplication(value), faults: [] }
      : readNamed(columns, value);
  } catch (error) {
    if (!(error instanceof Problem) || !error.details.errors) throw error;
    return { application: nothing, faults: error.details.errors };
  }
}
