import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { tableReader } from '../../shared/adapters/tables/table-reader.ts';
import type { TableFormat, TableRow } from '../../shared/ports/table-reader.ts';
import { byteSource } from '../build/bulk-files.ts';
import { type Packed, toWorkbook, toZip } from '../build/workbooks.ts';

async function read(bytes: Uint8Array, format: TableFormat): Promise<readonly TableRow[]> {
  const { rows } = await tableReader.open(byteSource(bytes, 65_536), format);
  const all: TableRow[] = [];
  for await (const one of rows) all.push(one);
  return all;
}

const readWorkbook = (files: readonly Packed[]) => read(toZip(files), 'xlsx');

/** Why a file is refused. */
const reasonOf = (work: Promise<readonly TableRow[]>) =>
  work.then(
    (rows) => `${rows.length} rows`,
    ({ details, message }) => details?.reason ?? message,
  );

const row = (cells: string, at = 1) => `<row r="${at}">${cells}</row>`;
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const shared = (count: number) => '<c t="s"><v>0</v></c>'.repeat(count);
const long = 'a'.repeat(70_000);

describe('a workbook that somebody made up (L03)', () => {
  it('is read where it is none of these', async () => {
    const rows = row(`${cell('甲&#20057;')}<c t="s"><v>0</v></c>`) + row(cell('丙'), 3);
    expect(await readWorkbook(toWorkbook({ rows, texts: '<si><t>丁</t></si>' }))).toEqual([
      { row: 1, cells: ['甲乙', '丁'] },
      { row: 3, cells: ['丙'] },
    ]);
  });

  const plain = toWorkbook({ rows: row(cell('甲')) });
  const lying = (told: Packed['told']) =>
    plain.map((file) => (file.name === 'xl/sheet.xml' ? { ...file, ...(told && { told }) } : file));
  const declared = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]>';

  it.each<[string, readonly Packed[], string]>([
    ['is a bomb by its directory', lying({ plainBytes: 4_000_000 }), 'zip-too-large'],
    ['is more than its directory says', lying({ plainBytes: 10 }), 'zip-too-large'],
    ['is encrypted', lying({ flags: 1 }), 'zip-encrypted'],
    ['is packed in a way that nobody reads', lying({ method: 12 }), 'zip-method'],
    ['has a file twice', [...plain, ...plain.slice(-1)], 'zip-directory'],
    ['declares entities', toWorkbook({ rows: declared }), 'xml-declaration'],
    ['declares entities of texts', toWorkbook({ rows: '', texts: declared }), 'xml-declaration'],
    ['has a cell far to the right', toWorkbook({ rows: row('<c r="XFD1"/>') }), 'xlsx-too-wide'],
  ])('is refused where it %s', async (_, files, reason) => {
    expect(await reasonOf(readWorkbook(files))).toBe(reason);
  });

  it.each<[string, Parameters<typeof toWorkbook>[0]]>([
    ['many cells of one text', { rows: row(shared(2)), texts: `<si><t>${long}</t></si>` }],
    ['cells that are long together', { rows: row(cell(long) + cell(long)) }],
    ['a cell of many pieces', { rows: row(cell(`<![CDATA[${long}]]>`.repeat(2))) }],
    ['a text of many pieces', { rows: '', texts: `<si>${`<r><t>${long}</t></r>`.repeat(2)}</si>` }],
  ])('takes no row that is longer than an application: %s', async (_, parts) => {
    expect(await reasonOf(readWorkbook(toWorkbook(parts)))).toBe('row-too-long');
  });

  it.each([
    ['twice the same', row(cell('甲'), 2) + row(cell('乙'), 2)],
    ['backwards', row(cell('甲'), 3) + row(cell('乙'), 2)],
    ['with no number', `<row r="x">${cell('甲')}</row>`],
    ['beyond all numbers', `<row r="1e400">${cell('甲')}</row>`],
  ])('counts no rows %s', async (_, rows) => {
    expect(await reasonOf(readWorkbook(toWorkbook({ rows })))).toBe('xlsx-row-order');
  });
});

describe('the texts of a workbook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-tables-'));
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, string]>([
    ['is read', '<si><t>甲</t></si>'],
    ['is broken off', '<si><t>甲</t></si><!ENTITY>'],
  ])('lie on disk no longer than it %s', async (_, texts) => {
    vi.stubEnv('TMPDIR', folder);
    await reasonOf(readWorkbook(toWorkbook({ rows: row(cell('甲')), texts })));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a table of text that somebody made up', () => {
  it.each<[TableFormat, string, string]>([
    ['csv', `甲${','.repeat(600)}\n1\n`, 'csv-too-wide'],
    ['csv', `甲,乙\n${'a'.repeat(2 ** 18)}\n`, 'csv-max-record-size'],
    ['jsonl', `{"甲":"${'a'.repeat(2 ** 18)}"}`, 'row-too-long'],
  ])('is refused: %s', async (format, text, reason) => {
    expect(await reasonOf(read(Buffer.from(text), format))).toBe(reason);
  });
});
