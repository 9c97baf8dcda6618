import type { BulkColumn } from './bulk-column.ts';
import { isCivilDate } from './civil-date.ts';

/** Signs that begin a formula in some spreadsheet: those of full width too, as East Asia types them, and some that none shows. */
const signs = '[=+\\-@\\t\\r\\n\\0＝＋－＠]';
/** A cell that a spreadsheet would take for a formula, also one that was made harmless before. */
const formula = new RegExp(`^'*${signs}`);
const harmless = new RegExp(`^'+${signs}`);

/**
 * A cell that no spreadsheet takes for a formula; `fromHarmless` undoes it.
 * @see OWASP, CSV Injection
 */
export function toHarmless(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before it was made harmless, so that a corrected result is the row it was. */
export function fromHarmless(cell: string): string {
  return harmless.test(cell) ? cell.slice(1) : cell;
}

const outerBlanks = /^[\s\u3000\uFEFF]+|[\s\u3000\uFEFF]+$/gu;
const listSeparators = /[、,，;；\n]/u;
const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const timed = /^(.*?\d日?)[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const secondsOfMidnight = /[\sT]+0{1,2}:00(:00(\.0+)?)?Z?$/;

const two = (digits = '0') => digits.padStart(2, '0');

/** `2026/4/1`, `2026.04.01`, `2026年4月1日`, `20260401` → `2026-04-01`; anything else as it is, to be refused as a date. */
function toDateText(cell: string): string {
  const text = cell.normalize('NFKC').replace(secondsOfMidnight, '');
  const [, year, month, day] = written.exec(text) ?? compact.exec(text) ?? [];
  const date = year === undefined ? text : `${year}-${two(month)}-${two(day)}`;
  return isCivilDate(date) ? date : text;
}

/** A time of the day in Asia/Shanghai; what is RFC 3339 already stays. */
function toDateTimeText(cell: string): string {
  const text = cell.normalize('NFKC');
  const [, day, hour, minute, second] = timed.exec(text) ?? [];
  if (day === undefined) return text;
  return `${toDateText(day)}T${two(hour)}:${minute}:${second ?? '00'}+08:00`;
}

/** Codes have neither blanks nor small letters, and no full-width forms. */
const toCode = (cell: string) => cell.normalize('NFKC').replaceAll(/\s+/g, '').toUpperCase();

/** A spreadsheet makes 1 of 001. */
const toCodeType = (cell: string) => {
  const code = toCode(cell);
  return /^\d{1,2}$/.test(code) ? code.padStart(3, '0') : code;
};

const toDecimal = (cell: string) => cell.normalize('NFKC').replaceAll(/[\s,]/g, '');

const toList = (cell: string) =>
  cell
    .split(listSeparators)
    .map((one) => one.replace(outerBlanks, ''))
    .filter((one) => one !== '');

const readers: Readonly<Record<BulkColumn['kind'], (cell: string) => string | readonly string[]>> =
  {
    text: (cell) => cell,
    number: (cell) => cell,
    enum: (cell) => cell,
    code: toCode,
    'code-type': toCodeType,
    date: toDateText,
    datetime: toDateTimeText,
    decimal: toDecimal,
    list: toList,
  };

/**
 * What a cell says, as an application has it: without outer blanks, in NFC; codes in capitals and
 * half-width, dates as `YYYY-MM-DD`, lists taken apart. Nothing is put right that could mean something
 * else: what is wrong stays wrong and is refused. `undefined` for an empty cell.
 */
export function readCell(
  { kind }: Pick<BulkColumn, 'kind'>,
  cell: string,
): string | readonly string[] | undefined {
  const text = fromHarmless(cell.replace(outerBlanks, '')).normalize('NFC');
  return text === '' ? undefined : readers[kind](text);
}
