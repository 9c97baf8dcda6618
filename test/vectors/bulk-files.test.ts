import { describe, expect, it } from 'vitest';
import { makeCheckTable } from '../../functions/issuing/tend-bulk-jobs/check-table.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { tableReader } from '../../shared/adapters/tables/table-reader.ts';
import { type JobRow, jobPaths } from '../../shared/domain/bulk-outcome.ts';
import { requireUsable } from '../../shared/domain/usable-seal.ts';
import type { TableFormat } from '../../shared/ports/table-reader.ts';
import { bulkPath, bulkSamples, fileSource, makeHeldFiles } from '../build/bulk-files.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { makeTestClock } from '../build/callers.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { toSampleSeal } from '../build/sample-seal.ts';
import { sampleType } from '../build/sample-types.ts';

/** Each sample file is checked once, whatever is asked of it. */
const checked = new Map<string, ReturnType<typeof checkNow>>();

function checkSample(name: string) {
  const check = checked.get(name) ?? checkNow(name);
  checked.set(name, check);
  return check;
}

async function checkNow(name: string) {
  const format = name.split('.').at(-1) as TableFormat;
  const files = makeHeldFiles();
  const job = makeBulkJob({ file: { path: name, format } });
  const at = makeTestClock('2026-11-22T08:00:00.000Z').now();
  const validator = makeItemValidator();
  await validator.ready();
  const check = makeCheckTable(
    { validator, files },
    {
      job,
      key: 'key',
      at,
      parties: {
        department: sampleDepartment(),
        type: sampleType('foodPermit'),
        seal: requireUsable(toSampleSeal('enabled', at), at),
      },
    },
  );
  const { encoding, rows } = await tableReader.open(fileSource(bulkPath(name)), format);
  const found = await check(rows);
  const laidOut = Array.from({ length: found.chunks }, (_, index) =>
    new TextDecoder().decode(files.held.get(jobPaths(job).rows(index + 1))),
  ).join('');
  const lines = laidOut.trimEnd().split('\n');
  return { ...found, encoding, all: lines.map((line) => JSON.parse(line) as JobRow) };
}

describe('the sample files of food permits', () => {
  it.each(bulkSamples)('%s: every row comes to what it must', async (name, expected) => {
    const { check, all } = await checkSample(name);
    const rejected = all.flatMap(({ row, faults }) => (faults ? [[String(row), faults[0]]] : []));
    const repeated = all.flatMap(({ row, sameAsRow }) =>
      sameAsRow === undefined ? [] : [[String(row), { sameAsRow }]],
    );
    expect(Object.fromEntries(rejected)).toEqual(expected.rejected);
    expect(Object.fromEntries(repeated)).toEqual(expected.repeated);
    expect(check.rows).toBe(expected.rows);
    expect(check.rows - check.rejected - check.repeated).toBe(expected.issued);
  });

  it('says how each is encoded', async () => {
    const encodings = await Promise.all(
      ['food-clean.csv', 'food-gb18030.csv', 'food-150.xlsx'].map(
        async (name) => (await checkSample(name)).encoding,
      ),
    );
    expect(encodings).toEqual(['utf-8', 'gb18030', undefined]);
  });

  it('takes the same rows for the same, from a workbook as from a table', async () => {
    const [clean, workbook] = await Promise.all(
      ['food-clean.csv', 'food-150.xlsx'].map(checkSample),
    );
    const digests = (rows: readonly JobRow[] = []) => rows.map(({ digest }) => digest);
    expect(digests(workbook?.all)).toEqual(digests(clean?.all).slice(0, 150));
  });
});
