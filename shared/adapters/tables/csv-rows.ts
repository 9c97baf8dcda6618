import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { TableRow } from '../../ports/table-reader.ts';
import { Problem } from '../../problem/problem.ts';
import { mostColumns, mostRowLength } from './row-limits.ts';

const delimiters = [',', '\t', ';'] as const;

/** By the first line: the one that stands there most often, outside quotation marks. */
function findDelimiter(text: string): string {
  const line = text.split(/\r?\n/, 1)[0]?.replaceAll(/"[^"]*"/g, '') ?? '';
  const counts = delimiters.map((one) => line.split(one).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The pieces again, with the first of them, once the first line is in it. */
async function readFirstLine(texts: AsyncIterator<string>): Promise<string> {
  let first = '';
  while (!first.includes('\n') && first.length < mostRowLength) {
    const next = await texts.next();
    if (next.done) break;
    first += next.value;
  }
  return first;
}

async function* continued(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function toProblem(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  return new Problem('malformed', { reason: error.code.toLowerCase().replaceAll('_', '-') });
}

/** Rows of comma-separated values, also separated by tabs or semicolons. @see RFC 4180 */
export async function* readCsvRows(text: AsyncIterable<string>): AsyncGenerator<TableRow> {
  const texts = text[Symbol.asyncIterator]();
  const first = await readFirstLine(texts);
  const parser = parse({
    delimiter: findDelimiter(first),
    relax_column_count: true,
    max_record_size: mostRowLength,
  });
  const source = Readable.from(continued(first, texts));
  source.once('error', (error) => parser.destroy(error));
  let row = 0;
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) {
      row += 1;
      if (cells.length > mostColumns) throw new Problem('malformed', { reason: 'csv-too-wide' });
      if (row === 1 || cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    throw toProblem(error);
  }
}
