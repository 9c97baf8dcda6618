import { describe, expect, it } from 'vitest';
import { columnsOf, makeReadRow } from '../../functions/issuing/bulk/read-row.ts';
import { makeBulkTemplate } from '../../functions/issuing/show-bulk-issues/bulk-template.ts';
import { makeCheckTable } from '../../functions/issuing/tend-bulk-jobs/check-table.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { tableReader } from '../../shared/adapters/tables/table-reader.ts';
import { tableWriter } from '../../shared/adapters/tables/table-writer.ts';
import { type BulkOperation, bulkOperations } from '../../shared/domain/bulk-job.ts';
import type { LicenceType } from '../../shared/domain/licence-type.ts';
import { requireUsable } from '../../shared/domain/usable-seal.ts';
import type { TableFormat } from '../../shared/ports/table-reader.ts';
import { byteSource, makeHeldFiles } from '../build/bulk-files.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { makeTestClock } from '../build/callers.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { toSampleSeal } from '../build/sample-seal.ts';
import { sampleType, sampleTypes } from '../build/sample-types.ts';

const at = makeTestClock('2026-11-22T08:00:00.000Z').now();
const validator = makeItemValidator();
const cases = sampleTypes().flatMap((type) =>
  bulkOperations.map((operation) => [type.name['zh-Hans'], operation, type] as const),
);

async function readTemplate(type: LicenceType, operation: BulkOperation, format: 'csv' | 'xlsx') {
  const template = makeBulkTemplate({
    directory: { findLicenceType: async () => type },
    writer: tableWriter,
  });
  const bytes = await template(type.code, { format, operation });
  const { rows } = await tableReader.open(byteSource(bytes), format as TableFormat);
  const cells: (readonly string[])[] = [];
  for await (const row of rows) cells.push('cells' in row ? row.cells : []);
  return { bytes, cells };
}

const partiesOf = (type: LicenceType) => ({
  type,
  department: sampleDepartment(),
  seal: requireUsable(toSampleSeal('enabled', at), at),
});

describe.each(cases)('the template of %s to %s', (_, operation, type) => {
  it('names the columns, their form and values, and an example', async () => {
    const { cells } = await readTemplate(type, operation, 'csv');
    const [header = [], guidance = [], example = []] = cells;
    const columns = columnsOf({ operation }, type);
    expect(header).toEqual(columns.map(({ name }) => name));
    expect(guidance[0]).toMatch(/^说明：(必|选)填；/);
    expect(example[0]).toMatch(/^示例：/);
    for (const [index, { values = [] }] of columns.entries())
      for (const value of values) expect(guidance[index]).toContain(value);
  });

  it('asks for nothing as it is', async () => {
    const { bytes } = await readTemplate(type, operation, 'csv');
    const { rows } = await tableReader.open(byteSource(bytes), 'csv');
    const job = makeBulkJob({ operation, type: type.code });
    const parties = operation === 'change-state' ? {} : { parties: partiesOf(type) };
    const context = { job, at, key: 'key', ...parties };
    const checking = makeCheckTable({ validator, files: makeHeldFiles() }, context)(rows);
    await expect(checking).rejects.toMatchObject({ details: { reason: 'no-rows' } });
  });
});

// each type once, and each operation once
const inBoth = cases.filter(([name, operation]) => operation === 'issue' || name === cases[0]?.[0]);
it.each(inBoth)(
  'the template of %s to %s is the same in both formats',
  async (_, operation, type) => {
    const [{ cells: csv }, { cells: xlsx }] = await Promise.all([
      readTemplate(type, operation, 'csv'),
      readTemplate(type, operation, 'xlsx'),
    ]);
    expect(xlsx.length).toBe(3);
    expect(xlsx).toEqual(csv);
  },
);

const issued = cases.filter(([, operation]) => operation === 'issue');
it.each(issued)(
  'the example of %s to %s could be issued as it stands',
  async (_, operation, type) => {
    await validator.ready();
    const { cells } = await readTemplate(type, operation, 'csv');
    const [header = [], , example = []] = cells;
    const row = example.map((cell, index) => (index === 0 ? cell.replace('示例：', '') : cell));
    const job = makeBulkJob({ operation, type: type.code });
    const { check, toFaults } = makeReadRow(
      { validator },
      { job, at, header, parties: partiesOf(type) },
    );
    const read = check({ row: 2, cells: row });
    // what has to fit an expression of its own, and a picture, no example can know
    const isKnown = ({ reason, field }: { reason: string; field: string }) =>
      reason !== 'pattern' && !/\/KZ_ZP$/.test(field);
    expect('errors' in read ? toFaults(read.errors).filter(isKnown) : []).toEqual([]);
  },
);

it('a row that is larger than an application may be is rejected before anything is reserved', async () => {
  const known = sampleType('foodPermit');
  const text = known.items.find(({ kind }) => kind === 'text');
  if (text?.kind !== 'text') throw new Error('no text');
  const long = (letter: string) => ({
    ...text,
    code: `LONG_${letter}`,
    name: letter,
    maxLength: 10_000,
  });
  const type = {
    ...known,
    document: 'given-pdf',
    items: [...known.items, ...[...'ABCDE'].map(long)],
  } as const;
  const { cells } = await readTemplate(type, 'issue', 'csv');
  const [header = [], , example = []] = cells;
  const read = makeReadRow(
    { validator: { ready: async () => {}, check: () => [] } },
    { job: makeBulkJob({ type: type.code }), parties: partiesOf(type), at, header },
  );
  const filled = (letters: number) =>
    example.map((cell, index) => {
      const own = cell.replace('示例：', '');
      return 'ABCDE'.indexOf(header[index] ?? 'none') < 0 ? own : '长'.repeat(letters);
    });
  const check = (letters: number) => read.check({ row: 2, cells: filled(letters) });
  expect(check(8000)).toHaveProperty('checked');
  expect(check(9000)).toEqual({ errors: [{ pointer: '', code: 'too-long' }] });
});
