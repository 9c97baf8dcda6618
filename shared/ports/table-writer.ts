import type { TableFormat } from './table-reader.ts';

/** A sheet of a table: its rows, the first one its header. */
export interface Sheet {
  readonly name: string;
  readonly rows: AsyncIterable<readonly string[]>;
}

/**
 * Writes tables, in memory that does not grow with them. Cells are texts, whatever they look like: no
 * spreadsheet takes one for a formula.
 */
export interface TableWriter {
  /** UTF-8 with a byte order mark, so that spreadsheets read it. */
  csv(sheet: Sheet): AsyncIterable<Uint8Array>;
  xlsx(sheets: readonly Sheet[]): AsyncIterable<Uint8Array>;
  jsonl(values: AsyncIterable<unknown>): AsyncIterable<Uint8Array>;
}

/** Media types by format. */
export const tableMediaTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson',
};
