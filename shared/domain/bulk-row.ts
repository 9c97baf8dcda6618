import type { FieldError } from '../problem/problem.ts';
import { readCell } from './bulk-cell.ts';
import type { BulkColumn, ColumnPlaces } from './bulk-column.ts';
import { isCivilDate } from './civil-date.ts';
import type { CivilDate } from './ids.ts';
import type { Holder } from './licence.ts';

/** What a row asks for: an application without type and seal, which are the whole job's. */
export interface RowApplication {
  readonly holders: readonly Holder[];
  readonly items: Readonly<Record<string, unknown>>;
  readonly number?: string;
  readonly issued?: CivilDate;
  readonly validFrom?: CivilDate;
  readonly validUntil?: CivilDate;
}

/** Why a row is not issued, in the words of the table: which column, which fault. */
export interface RowFault {
  readonly field: string;
  readonly reason: string;
}

/** A row as it was read, with what its form alone tells is wrong. */
export interface ReadRow {
  readonly application: RowApplication;
  readonly faults: readonly FieldError[];
}

type Part = string | readonly string[];
const dateFields = ['issued', 'validFrom', 'validUntil'] as const;

function toHolders(parts: ReadonlyMap<string, Part>): readonly Holder[] {
  const at = (index: number, name: string) => String(parts.get(`/holders/${index}/${name}`) ?? '');
  const indexes = [...parts.keys()].flatMap(
    (pointer) => /^\/holders\/(\d+)\//.exec(pointer)?.[1] ?? [],
  );
  const last = Math.max(0, ...indexes.map(Number));
  return Array.from({ length: last + 1 }, (_, index) => ({
    name: at(index, 'name'),
    codeType: at(index, 'codeType') as Holder['codeType'],
    code: at(index, 'code'),
  }));
}

function toItems(parts: ReadonlyMap<string, Part>): Record<string, Part> {
  const found = [...parts].filter(([pointer]) => pointer.startsWith('/items/'));
  return Object.fromEntries(
    found.map(([pointer, part]) => [pointer.slice('/items/'.length), part]),
  );
}

/** Reads the cells of a row by their columns; what is empty is left out. */
export function readRow(places: ColumnPlaces, cells: readonly string[]): ReadRow {
  const parts = new Map<string, Part>();
  for (const [index, column] of places.entries()) {
    const part = column && readCell(column, cells[index] ?? '');
    if (column && part !== undefined) parts.set(column.pointer, part);
  }
  const texts = (name: string) => {
    const text = parts.get(`/${name}`);
    return typeof text === 'string' ? { [name]: text } : {};
  };
  const dates = dateFields.filter((name) => parts.has(`/${name}`));
  const wrong = dates.filter((name) => !isCivilDate(String(parts.get(`/${name}`))));
  const right = dates.filter((name) => !wrong.includes(name));
  return {
    application: {
      holders: toHolders(parts),
      items: toItems(parts),
      ...texts('number'),
      ...Object.assign({}, ...right.map(texts)),
    },
    faults: wrong.map((name) => ({ pointer: `/${name}`, code: 'date' })),
  };
}

/** Words of the table for faults that the domain names more finely. */
const reasons: Readonly<Record<string, string>> = { 'too-long': 'length', 'too-short': 'length' };

const standsIn = (column: BulkColumn, pointer: string) =>
  pointer === column.pointer || pointer.startsWith(`${column.pointer}/`);

/** A fault in the words of the table; what belongs to no column stays a pointer. */
export function toRowFault(
  columns: readonly BulkColumn[],
  { pointer, code }: FieldError,
): RowFault {
  const column = columns.find((one) => standsIn(one, pointer));
  return { field: column?.name ?? pointer, reason: reasons[code] ?? code };
}

/** The faults of a row in the order of its columns. */
export function toRowFaults(
  columns: readonly BulkColumn[],
  errors: readonly FieldError[],
): readonly RowFault[] {
  const placeOf = ({ pointer }: FieldError) => {
    const place = columns.findIndex((one) => standsIn(one, pointer));
    return place < 0 ? columns.length : place;
  };
  return errors
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((error) => toRowFault(columns, error));
}
