import type { ByteSource, TableRow } from '../../ports/table-reader.ts';
import { mostColumns, mostRowLength, rowTooLong } from './row-limits.ts';
import { openWorkbook, type Workbook } from './xlsx-parts.ts';
import { attributeOf, begins, ends, type XmlEvent } from './xml-events.ts';
import { malformedZip } from './zip-entries.ts';

const dayMilliseconds = 86_400_000;
/** Day 0, counting a 29 February 1900 that there never was. */
const days1900 = Date.UTC(1899, 11, 30);
const days1904 = Date.UTC(1904, 0, 1);

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/[0-9]+$/, ''))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function toDateText(value: string, { isFrom1904 }: Workbook): string {
  const days = Number(value);
  const moment = Math.round((isFrom1904 ? days1904 : days1900) + days * dayMilliseconds);
  if (!Number.isFinite(days) || Math.abs(moment) > 8e15) return value;
  const text = new Date(moment).toISOString().slice(0, 19);
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text.replace('T', ' ');
}

/** A number as a person would write it: without an exponent where it is whole. */
function toNumberText(value: string): string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? String(number) : value;
}

interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  text: string;
}

function toText({ type, style, text }: Cell, workbook: Workbook): string {
  if (type === 's') return workbook.texts.at(Number(text)) ?? '';
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n' && type !== '') return text;
  if (text === '') return '';
  return workbook.isDateStyle(style) ? toDateText(text, workbook) : toNumberText(text);
}

/** Gathers cells into rows while the sheet goes by. */
class RowCollector {
  private readonly workbook: Workbook;
  private row = 0;
  /** Characters of the row's cells so far. */
  private length = 0;
  private cells: string[] = [];
  private cell: Cell | undefined;
  private isValue = false;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  /** A row, when one has come to its end. */
  take(event: XmlEvent): TableRow | undefined {
    if (event.kind === 'text') {
      if (this.cell && this.isValue) this.cell.text += this.counted(event.text);
      return undefined;
    }
    if (event.name === 'v' || event.name === 't') this.isValue = begins(event);
    if (event.kind === 'open') this.open(event.name, event.tag);
    return ends(event) ? this.end(event.name) : undefined;
  }

  private end(name: string): TableRow | undefined {
    if (name === 'c') this.endCell();
    return name === 'row' ? this.endRow() : undefined;
  }

  private open(name: string, tag: string): void {
    if (name === 'row') this.openRow(Number(attributeOf(tag, 'r') ?? this.row + 1));
    if (name !== 'c') return;
    const reference = attributeOf(tag, 'r');
    const column = reference === undefined ? this.cells.length : columnOf(reference);
    if (!(column >= 0 && column < mostColumns)) throw malformedZip('xlsx-too-wide');
    const style = Number(attributeOf(tag, 's') ?? 0);
    this.cell = { column, type: attributeOf(tag, 't') ?? '', style, text: '' };
  }

  /** Rows rise: two of one number would be told apart by nobody. */
  private openRow(row: number): void {
    if (!(Number.isSafeInteger(row) && row > this.row)) throw malformedZip('xlsx-row-order');
    this.row = row;
    this.length = 0;
    this.cells = [];
  }

  private endCell(): void {
    if (!this.cell) return;
    const { column, type } = this.cell;
    while (this.cells.length < column) this.cells.push('');
    const text = toText(this.cell, this.workbook);
    this.cells[column] = type === 's' ? this.counted(text) : text;
    this.cell = undefined;
  }

  private counted(text: string): string {
    this.length += text.length;
    if (this.length > mostRowLength) throw rowTooLong();
    return text;
  }

  private endRow(): TableRow | undefined {
    const { row, cells } = this;
    return cells.some((cell) => cell.trim() !== '') ? { row, cells } : undefined;
  }
}

/** Rows of a workbook's first sheet. Formulas count as what they last came to. */
export async function* readXlsxRows(source: ByteSource): AsyncGenerator<TableRow> {
  const workbook = await openWorkbook(source);
  const collector = new RowCollector(workbook);
  try {
    for await (const event of workbook.sheet) {
      const row = collector.take(event);
      if (row) yield row;
    }
  } finally {
    workbook.texts.close();
  }
}
