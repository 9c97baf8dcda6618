import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bring } from '../../cli/bulk/bring-file.ts';
import { fetchJob, waitForResult } from '../../cli/bulk/follow-job.ts';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession } from '../../cli/service-client.ts';
import { toRowsOfToday } from '../build/bulk-zone.ts';
import { makeSeededRandom } from '../build/fault-proxy.ts';
import { type MortalService, startMortalService, type Victim } from '../build/mortal-service.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const rows = Number(process.env['BULK_KILL_ROWS'] ?? 400);
const kills = Number(process.env['BULK_KILLS'] ?? 2);
const minutes = 60_000;

const victims: readonly Victim[] = [
  'dynoxide',
  'local/province/main.ts',
  'fauxqs-main.ts',
  'local/kms/main.ts',
];

let service: MortalService;
let folder: string;
beforeAll(async () => {
  service = await startMortalService();
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-kill-'));
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A caller of the service as it runs now. */
function openNow() {
  const { now } = service;
  return openSession(service.client(), { proofs: makeProofMaker({ now }), now });
}

const doneOf = ({ counts }: Awaited<ReturnType<typeof fetchJob>>) =>
  counts ? counts.rows - counts.queued : 0;

/** Waits until so many rows are done, or the job is through. */
async function waitForRows(jobId: string, wanted: number) {
  const session = openNow();
  for (;;) {
    const job = await fetchJob(session, jobId);
    if (job.state === 'finished' || doneOf(job) >= wanted) return job;
    await pause(100);
  }
}

describe('kill -9 in the middle of a bulk job', () => {
  let jobId: string;
  let samples: number;

  it(`of ${rows} rows, ${kills} times: it comes to its end all the same`, {
    timeout: 60 * minutes,
  }, async () => {
    console.log(`FAULT_SEED=${seed} BULK_KILL_ROWS=${rows} BULK_KILLS=${kills}`);
    const random = makeSeededRandom(seed);
    samples = (await service.audit()).inForce;
    const file = join(folder, 'food.csv');
    writeFileSync(file, toRowsOfToday(rows));
    const bringing = {
      ...{ type: sampleTypeCodes.foodPermit, operation: 'issue', format: 'csv' },
      ...{ start: 'at-once' as const, seal: service.client().seal },
    };
    ({ jobId } = await bring(openNow(), file, bringing));
    for (let killed = 0; killed < kills; killed += 1) {
      const victim = victims[(killed + seed) % victims.length] ?? 'dynoxide';
      // the last one is killed before the last fifth begins, so that all are killed at work
      const job = await waitForRows(jobId, Math.floor((rows * 0.8 * killed) / kills));
      expect(job.state).not.toBe('finished');
      await pause(random() * 1500);
      service.kill(victim);
      await service.restart('killed');
      const after = await fetchJob(openNow(), jobId);
      console.log(`${victim} killed at ${doneOf(job)} rows or a little later, ${after.state}`);
    }
    // all rows done is not yet the end: that is written after them
    const end = await waitForRows(jobId, Number.POSITIVE_INFINITY);
    expect(end).toMatchObject({
      state: 'finished',
      counts: { rows, queued: 0, issued: rows, rejected: 0, repeated: 0 },
    });
  });

  it('has issued each row once, and nothing else', { timeout: 60 * minutes }, async () => {
    const { faults, inForce, reserved, givenUp } = await service.audit();
    expect({ faults, inForce: inForce - samples, reserved, givenUp }).toEqual({
      ...{ faults: [], inForce: rows, reserved: 0, givenUp: 0 },
    });
  });

  it('tells of every row in its order, as an undisturbed job does', {
    timeout: minutes,
  }, async () => {
    const response = await fetch(await waitForResult(openNow(), jobId));
    const lines = (await response.text()).trimEnd().split('\r\n').slice(1);
    const told = lines.map((line) => {
      const cells = line.split(',');
      return { name: cells[0], state: cells[11], number: cells[12] };
    });
    const names = new TextDecoder().decode(toRowsOfToday(rows)).split('\n').slice(1);
    expect(told.map(({ name }) => name)).toEqual(names.map((row) => row.split(',')[0]));
    expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['已颁发']));
    expect(new Set(told.map(({ number }) => number)).size).toBe(rows);
  });
});
