import { expect, it } from 'vitest';
import { makeCheckTable } from '../../functions/issuing/tend-bulk-jobs/check-table.ts';
import { mostBulkRows } from '../../shared/domain/bulk-job.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';

async function* toFaultyRows(count: number) {
  for (let row = 1; row <= count; row += 1) yield { row, fault: 'json' };
}

it('of a file a million rows are checked, and with one more it is refused', async () => {
  let chunks = 0;
  const files = {
    put: async () => {
      chunks += 1;
    },
    find: async () => undefined,
  };
  const check = makeCheckTable(
    { files, validator: { ready: async () => {}, check: () => [] } },
    {
      job: makeBulkJob({ operation: 'change-state', file: { path: 'x', format: 'jsonl' } }),
      key: 'key',
      at: 0 as Moment,
    },
  );
  await expect(check(toFaultyRows(mostBulkRows + 1))).rejects.toMatchObject({
    code: 'malformed',
    details: { reason: 'too-many-rows' },
  });
  expect(chunks).toBe(mostBulkRows / 100);
});
