import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fetchJob, followJob } from '../../cli/bulk/follow-job.ts';
import { openSession } from '../../cli/service-client.ts';
import { toRowsOfToday } from '../build/bulk-zone.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';
import { countWithdrawn, seedLicences } from './seeded-licences.ts';

/**
 * A process of its own around a service as `npm start` has it: a bulk job by the command line, or a mass
 * withdrawal; says what it took. Arguments: `issue` or `withdraw`, and of how many.
 */
const [what = '', given = ''] = process.argv.slice(2);
const count = Number(given);
const cli = join(import.meta.dirname, '../../cli/yinzheng.ts');
const quiet = { write: () => true };

const sessionOf = (service: RunningService, role: string) =>
  openSession(service.client('liaoning', `shenyang-market-regulation-${role}`));

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** Rows a second by the whole of `yinzheng bulk issue`: upload, check, issue. */
async function issueAll(service: RunningService, folder: string) {
  const file = join(folder, 'food.csv');
  writeFileSync(file, toRowsOfToday(count));
  const client = service.clientPath('liaoning', 'shenyang-market-regulation-licences');
  const args = ['bulk', 'issue', file, '--type', sampleTypeCodes.foodPermit, '--wait', '--json'];
  let printed = '';
  const seconds = await time(async () => {
    const run = spawnSync(process.execPath, [cli, ...args, '--client', client], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    printed = run.stdout;
  });
  const { counts } = JSON.parse(printed) as { counts: { issued: number } };
  if (counts.issued !== count) throw new Error(`of ${count} rows: ${printed}`);
  return { seconds };
}

/** Withdraws all seeded licences by a query that two persons start, and waits until the published lists say so. */
async function withdrawAll(service: RunningService) {
  await seedLicences(service, count);
  const asking = sessionOf(service, 'licences');
  const change = { to: 'withdrawn', legalBasis: '行政许可法第六十九条', reason: '示例' };
  const body = {
    ...{ operation: 'change-state', type: sampleTypeCodes.foodPermit, start: 'on-word' },
    query: { change },
  };
  let jobId = '';
  const changing = await time(async () => {
    const path = '/v1/bulk-issues';
    const taken = await asking.call({ method: 'POST', path, body, idempotencyKey: 'withdraw' });
    jobId = String(taken.body['jobId']);
    await followJob(asking, jobId, quiet);
    await sessionOf(service, 'approver').call({
      ...{ method: 'POST', path: `${path}/${jobId}/state-changes`, body: { to: 'running' } },
      idempotencyKey: 'start',
    });
    await followJob(asking, jobId, quiet);
  });
  const { counts } = await fetchJob(asking, jobId);
  if ((counts?.issued ?? 0) < count) throw new Error(`of ${count}: ${JSON.stringify(counts)}`);
  const publishing = await time(async () => {
    while ((await countWithdrawn(service)) < count) await pause(200);
  });
  return { withdrawn: counts?.issued, seconds: changing, publishing };
}

const service = await startRunningService();
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-bulk-bench-'));
try {
  const told = what === 'issue' ? await issueAll(service, folder) : await withdrawAll(service);
  process.stdout.write(JSON.stringify(told));
} finally {
  rmSync(folder, { recursive: true, force: true });
  await service.stop();
}
