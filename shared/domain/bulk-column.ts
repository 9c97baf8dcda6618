import type { ItemDefinition, LicenceType } from './licence-type.ts';
import { pointerTo } from './reading.ts';

/** How a cell of a column is to be read. */
export type CellKind =
  | 'text'
  | 'code'
  | 'code-type'
  | 'number'
  | 'date'
  | 'datetime'
  | 'decimal'
  | 'enum'
  | 'list';

/** One column of a table from which licences are issued. */
export interface BulkColumn {
  /** As it stands in the first row, in Chinese. */
  readonly name: string;
  /** Where its cells go in an application. */
  readonly pointer: string;
  readonly kind: CellKind;
  readonly required: boolean;
  /** What may stand in it, where that is a list. */
  readonly values?: readonly string[];
}

/** Holders that a table can give to a licence; more are issued one by one. */
const mostTableHolders = 20;

const kinds: Readonly<Record<Exclude<ItemDefinition['kind'], 'image'>, CellKind>> = {
  text: 'text',
  decimal: 'decimal',
  date: 'date',
  datetime: 'datetime',
  enum: 'enum',
  list: 'list',
};

function toItemColumn(item: ItemDefinition): readonly BulkColumn[] {
  // a picture stands in no cell: such types are issued from JSON Lines
  if (item.kind === 'image') return [];
  return [
    {
      name: item.name,
      pointer: pointerTo('/items', item.code),
      kind: kinds[item.kind],
      required: item.required,
      ...('values' in item ? { values: item.values } : {}),
    },
  ];
}

/** 持证主体名称…, of further holders 持证主体2名称…. */
function toHolderColumns(type: LicenceType, index: number): readonly BulkColumn[] {
  const who = `持证主体${index === 0 ? '' : index + 1}`;
  const pointer = pointerTo('/holders', index);
  const required = index === 0;
  return [
    { name: `${who}名称`, pointer: `${pointer}/name`, kind: 'text', required },
    {
      name: `${who}代码类型`,
      pointer: `${pointer}/codeType`,
      kind: 'code-type',
      required,
      values: type.holderCodeTypes,
    },
    { name: `${who}代码`, pointer: `${pointer}/code`, kind: 'code', required },
  ];
}

function toDateColumns({ validity }: LicenceType): readonly BulkColumn[] {
  const date = (name: string, pointer: string, required: boolean): BulkColumn => ({
    name,
    pointer,
    kind: 'date',
    required,
  });
  const issued = date('颁发日期', '/issued', false);
  if (validity.rule === 'permanent') return [issued];
  const mustBegin = validity.rule === 'from-data';
  return [
    issued,
    date('有效期自', '/validFrom', mustBegin),
    date('有效期至', '/validUntil', false),
  ];
}

/** What a table of a type may be asked to bring beside. */
export interface ColumnWish {
  /** Licences that exist already: their own numbers 证照编号 too, whatever the type's rule. */
  readonly withNumbers?: boolean;
}

/** The columns of a table from which licences of the type are issued, in the order of the template. */
export function toBulkColumns(type: LicenceType, wish: ColumnWish = {}): readonly BulkColumn[] {
  const holders = Math.min(type.maxHolders, mostTableHolders);
  const asksForNumber = type.number.rule === 'given' || wish.withNumbers === true;
  return [
    ...Array.from({ length: holders }, (_, index) => toHolderColumns(type, index)).flat(),
    ...type.items.flatMap(toItemColumn),
    ...(asksForNumber
      ? [{ name: '证照编号', pointer: '/number', kind: 'number', required: true } as const]
      : []),
    ...toDateColumns(type),
  ];
}

/** Columns that results add behind those of the input, by what they say. */
export const resultColumns = {
  state: '处理结果',
  number: '证照编号（结果）',
  identifier: '证照标识（结果）',
  field: '出错栏目',
  reason: '原因',
} as const;
const resultNames: ReadonlySet<string> = new Set(Object.values(resultColumns));

/** What is wrong with a table as a whole. */
export interface HeaderFault {
  readonly code: 'column-missing' | 'column-unknown' | 'column-twice' | 'no-rows';
  /** Names of ours only: what somebody wrote into the first row may be a person. */
  readonly column?: string;
  /** Which column of the file, from 1. */
  readonly at?: number;
}

/** The columns by their place in the file; those of an earlier result, and empty ones, are no columns. */
export type ColumnPlaces = readonly (BulkColumn | undefined)[];

const toName = (cell: string) => cell.normalize('NFKC').replaceAll(/\s+/g, '');

/** Finds the columns by the first row, in any order. */
export function readHeader(
  columns: readonly BulkColumn[],
  header: readonly string[],
): { readonly places: ColumnPlaces; readonly faults: readonly HeaderFault[] } {
  const byName = new Map(columns.map((column) => [toName(column.name), column]));
  const ignored = new Set([...resultNames].map(toName));
  const faults: HeaderFault[] = [];
  const seen = new Set<BulkColumn>();
  const places = header.map((cell, index) => {
    const name = toName(cell);
    if (name === '' || ignored.has(name)) return undefined;
    const column = byName.get(name);
    if (column === undefined) faults.push({ code: 'column-unknown', at: index + 1 });
    else if (seen.has(column))
      faults.push({ code: 'column-twice', at: index + 1, column: column.name });
    else seen.add(column);
    return column;
  });
  const missing = columns.filter((column) => column.required && !seen.has(column));
  return {
    places,
    faults: [
      ...faults,
      ...missing.map(({ name }) => ({ code: 'column-missing', column: name }) as const),
    ],
  };
}

const guidance = /^\s*(说明|示例)[:：]/;

/** Is it a row of the template that tells how to fill it in? It asks for nothing. */
export function isGuidance(cells: readonly string[]): boolean {
  return guidance.test(cells.find((cell) => cell.trim() !== '') ?? '');
}
