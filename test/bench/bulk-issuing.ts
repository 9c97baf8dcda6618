import { startBulkZone, toRows } from '../build/bulk-zone.ts';
import type { NetworkPlan } from '../build/faulty-client.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { runOnTwoCores } from './on-two-cores.ts';
import type { Figure } from './table.ts';

const run = 'bulk-service-run.ts';
/** Rows of the job whose calls are counted; per licence it is the same for any number. */
const countedRows = 400;
const issuedRows = Number(process.env['BULK_BENCH_ROWS'] ?? 10_000);
const withdrawnLicences = Number(process.env['BULK_BENCH_WITHDRAWN'] ?? 20_000);

const kms = /^(Sign|GenerateMac)/;
const writes = /^(TransactWrite|Put|Update|Delete|BatchWrite)/;

/** Calls of one worker for a job of new rows, over the engines. */
async function countCalls(): Promise<NetworkPlan['calls']> {
  const bulk = await startBulkZone();
  try {
    const counting = makeNetworkPlan();
    await bulk.bring(toRows(countedRows));
    await bulk.drain(bulk.makeWorker(counting));
    return counting.calls;
  } finally {
    await bulk.close();
  }
}

async function measureCalls(): Promise<readonly Figure[]> {
  const calls = await countCalls();
  const perLicence = (which: (name: string) => boolean) => calls.filter(which).length / countedRows;
  const asked = perLicence((name) => kms.test(name));
  const written = perLicence((name) => writes.test(name));
  const read = perLicence((name) => !kms.test(name) && !writes.test(name));
  return [
    { what: 'KMS calls a licence, in bulk', value: asked, target: '≤ 3.1', holds: asked <= 3.1 },
    {
      what: 'write requests a licence, in bulk',
      value: written,
      target: '≤ 2.5',
      holds: written <= 2.5,
    },
    { what: 'reads a licence, in bulk', value: read, target: '≤ 1', holds: read <= 1 },
  ];
}

function measureSpeed(): readonly Figure[] {
  const { seconds } = runOnTwoCores<{ seconds: number }>(run, 'issue', String(issuedRows));
  const speed = issuedRows / seconds;
  const rows = issuedRows.toLocaleString('en');
  return [
    {
      what: `bulk rows issued a second, embedded on two cores, file of ${rows} rows`,
      ...{ value: speed, target: '≥ 50', holds: speed >= 50 },
    },
  ];
}

function measureWithdrawal(): readonly Figure[] {
  const told = runOnTwoCores<{ seconds: number; publishing: number }>(
    run,
    'withdraw',
    String(withdrawnLicences),
  );
  const count = withdrawnLicences.toLocaleString('en');
  const { seconds, publishing } = told;
  return [
    {
      what: `mass withdrawal of ${count} licences (seeded), embedded: seconds`,
      ...{ value: seconds, target: '≤ 600', holds: seconds <= 600 },
    },
    {
      what: 'after that, until both their status lists say so: seconds',
      ...{ value: publishing, target: '≤ 60', holds: publishing <= 60 },
    },
  ];
}

/** Bulk jobs over the embedded service: speed, calls a licence, mass withdrawal. */
export async function measureBulkIssuing(): Promise<readonly Figure[]> {
  return [...(await measureCalls()), ...measureSpeed(), ...measureWithdrawal()];
}
