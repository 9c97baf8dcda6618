import { readStrictJson } from '../../formats/strict-json.ts';
import type { TableRow } from '../../ports/table-reader.ts';
import { Problem } from '../../problem/problem.ts';
import { mostRowLength, rowTooLong } from './row-limits.ts';

function toRow(row: number, line: string): TableRow {
  try {
    return { row, json: readStrictJson(line, { maxBytes: mostRowLength }) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { row, fault: 'malformed' };
  }
}

async function* toLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostRowLength) throw rowTooLong();
    yield* lines;
  }
  yield rest;
}

/** One JSON value a line. @see https://jsonlines.org */
export async function* readJsonlRows(text: AsyncIterable<string>): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const line of toLines(text)) {
    row += 1;
    const trimmed = line.replace(/\r$/, '');
    if (trimmed.trim() !== '') yield toRow(row, trimmed);
  }
}
