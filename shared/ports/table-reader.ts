import type { JsonValue } from '../formats/strict-json.ts';

/** Forms of a table that is brought as a file. */
export const tableFormats = ['csv', 'xlsx', 'jsonl'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** How the text of a file was found to be encoded. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'gb18030';

/** Bytes that can be read again and again, from any place. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** @param range first byte and the one behind the last; all of it without */
  read(range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
}

/**
 * A row as it stands in the file. Its number is the one that a spreadsheet shows: 1 is the header (in
 * JSON Lines, which has none, the first line).
 */
export type TableRow = { readonly row: number } & (
  | { readonly cells: readonly string[] }
  | { readonly json: JsonValue }
  /** Not readable by itself; the rows behind it are. */
  | { readonly fault: string }
);

/** A file that turned out to be a table. */
export interface OpenTable {
  /** Of what is text as a whole. */
  readonly encoding?: TextEncoding;
  /** In order; rows in which nothing stands are left out. One walk, in memory that does not grow with the file. */
  readonly rows: AsyncIterable<TableRow>;
}

/**
 * Reads tables. What it reads comes from outside: sizes are bounded, nothing is executed, nothing is
 * fetched.
 */
export interface TableReader {
  /** @throws Problem `malformed` with a reason, also while rows are walked: the file is no such table */
  open(source: ByteSource, format: TableFormat): Promise<OpenTable>;
}
