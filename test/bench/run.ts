import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureBulkChecking } from './bulk-checking.ts';
import { measureBulkIssuing } from './bulk-issuing.ts';
import { measureBundles } from './bundles.ts';
import { measureCounterPage } from './counter-page.ts';
import { measureDocuments } from './documents.ts';
import { measureIssuing } from './issuing.ts';
import { measureLicenceCounts } from './licence-counts.ts';
import { measureOfflineKit } from './offline-kit.ts';
import { measurePrintedSizes } from './printed-sizes.ts';
import { measurePublishing } from './publishing.ts';
import { measureRefusals } from './refusals.ts';
import { type Figure, toTable } from './table.ts';
import { measureVerifying } from './verifying.ts';

const pinned = 'YINZHENG_BENCH_PINNED';

/** Runs this file again on one core where the system can pin a process; the figures are ratios either way. */
function runPinned(): boolean {
  if (process.env[pinned] || availableParallelism() < 2) return false;
  const file = fileURLToPath(import.meta.url);
  const run = spawnSync('taskset', ['-c', '0', process.execPath, file], {
    stdio: 'inherit',
    env: { ...process.env, [pinned]: 'yes' },
  });
  if (run.error) return false;
  process.exitCode = run.status ?? 1;
  return true;
}

async function runAll(): Promise<void> {
  const figures: Figure[] = [
    ...(await measureVerifying()),
    ...(await measureLicenceCounts()),
    ...(await measureOfflineKit()),
    ...(await measureIssuing()),
    ...(await measurePublishing()),
    ...(await measureRefusals()),
    ...(await measurePrintedSizes()),
    ...measureDocuments(),
    ...measureCounterPage(),
    ...measureBundles(),
    ...(await measureBulkChecking()),
    ...(await measureBulkIssuing()),
  ];
  process.stdout.write(`${toTable(figures)}\n`);
  const report = { node: process.version, pinned: Boolean(process.env[pinned]), figures };
  writeFileSync(new URL('last.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
}

if (!runPinned()) await runAll();
