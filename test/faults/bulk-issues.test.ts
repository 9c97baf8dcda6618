import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { auditRegister } from '../build/register-audit.ts';

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
});
afterAll(() => bulk?.close());

const rows = 2;
let from = 0;
/** A job of rows that nobody has brought before, about to be worked on. */
async function bringNew(): Promise<BulkJobId> {
  from += rows;
  const id = await bulk.bring(toRows(rows, from));
  bulk.turns.held.length = 0;
  return id;
}

/** Every call of one turn, or each so many-th of them (`FAULT_STEP=1` for all). */
const step = Number(process.env['FAULT_STEP'] ?? 3);

it('a turn that meets a fault at any of its calls ends with every row issued once', {
  timeout: 240_000,
}, async () => {
  const counting = makeNetworkPlan();
  await bringNew();
  await bulk.makeWorker(counting).takeTurn();
  const calls = counting.calls.length;
  expect(calls).toBeGreaterThan(15);
  let cases = 0;
  for (let at = 1; at <= calls; at += step) {
    for (const fault of tableFaults) {
      cases += 1;
      const id = await bringNew();
      await bulk
        .makeWorker(makeNetworkPlan(at, fault))
        .takeTurn()
        .catch(() => undefined);
      for (let tries = 0; tries < 4; tries += 1) await bulk.drain();
      const job = await bulk.find(id);
      const where = `${fault} call ${at} (${counting.calls[at - 1]})`;
      expect([job.state, job.counts], where).toEqual([
        'finished',
        { issued: rows, rejected: 0, repeated: 0 },
      ]);
    }
  }
  const { inForce, reserved, faults } = await auditRegister(bulk.zone.client, bulk.zone.table);
  console.info(`bulk: ${cases} faults in ${calls} calls of a turn, ${inForce} licences`);
  expect(faults).toEqual([]);
  expect([inForce, reserved]).toEqual([(cases + 1) * rows, 0]);
});
