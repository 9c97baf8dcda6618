import { toHarmless } from '../../domain/bulk-cell.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import { writeXlsx } from './xlsx-writer.ts';

const byteOrderMark = '\uFEFF';

/** Quoted where a reader could take it otherwise. @see RFC 4180 */
function toCsvCell(cell: string): string {
  const text = toHarmless(cell);
  return /[",\r\n\t;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* encode(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

async function* toCsv(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield byteOrderMark;
  for await (const cells of rows) yield `${cells.map(toCsvCell).join(',')}\r\n`;
}

async function* toJsonLines(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

/** Writes CSV, workbooks and JSON Lines. */
export const tableWriter: TableWriter = {
  csv: ({ rows }) => encode(toCsv(rows)),
  xlsx: writeXlsx,
  jsonl: (values) => encode(toJsonLines(values)),
};
