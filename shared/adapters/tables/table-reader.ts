import type { TableReader } from '../../ports/table-reader.ts';
import { readCsvRows } from './csv-rows.ts';
import { readJsonlRows } from './jsonl-rows.ts';
import { decodeText, detectEncoding } from './text-encoding.ts';
import { readXlsxRows } from './xlsx-rows.ts';

/** Reads CSV and JSON Lines in UTF-8 or GB18030, and workbooks. */
export const tableReader: TableReader = {
  async open(source, format) {
    if (format === 'xlsx') return { rows: readXlsxRows(source) };
    const encoding = await detectEncoding(source);
    const text = decodeText(source.read(), encoding);
    return { encoding, rows: format === 'csv' ? readCsvRows(text) : readJsonlRows(text) };
  },
};
