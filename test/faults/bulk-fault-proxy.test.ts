import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../shared/adapters/aws/s3-job-files.ts';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import { jobPaths } from '../../shared/domain/bulk-outcome.ts';
import { type BulkZone, startBulkZone, toMixedRows, toMixedShapes } from '../build/bulk-zone.ts';
import { startTestEngines, type TestEngines } from '../build/engines.ts';
import type { FaultProxy, ProxyFault } from '../build/fault-proxy.ts';
import { startFaultProxyThread } from '../build/fault-proxy-thread.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { auditRegister } from '../build/register-audit.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const rows = Number(process.env['BULK_FAULT_ROWS'] ?? 240);
/** Per call, repetitions by the client counted as calls. */
const rate = 0.235;
const workersAtOnce = 4;
/** A longer job's undisturbed run follows from so many rows of it. */
const mostQuietRows = 500;

const storeKinds: readonly ProxyFault[] = [
  'drop-before',
  'commit-then-drop',
  'commit-then-500',
  'duplicate',
  'late-duplicate',
  'delay',
  'truncated',
];
const kinds: readonly ProxyFault[] = [...storeKinds, 'throttle'];
/** TLS lets nobody send a signing twice. */
const signKinds = kinds.filter((kind) => !kind.endsWith('duplicate'));

type Behind = 'dynamodb' | 'kms' | 's3';
let bulk: BulkZone;
let engines: TestEngines<{ readonly objectsAndQueues: true }>;
let proxies: Readonly<Record<Behind, FaultProxy>>;

beforeAll(async () => {
  bulk = await startBulkZone();
  engines = await startTestEngines({ objectsAndQueues: true });
  const { dynamodb, kms } = bulk.zone.endpoints;
  const store = engines.endpoints.objectsAndQueues;
  await createBuckets(openStore(store), ['files']);
  const through = (target: string, faults: readonly ProxyFault[], offset: number) =>
    startFaultProxyThread({
      ...{ target, seed: seed + offset, rate: 0, faults },
      faultsOf: { Sign: signKinds },
    });
  proxies = {
    dynamodb: await through(dynamodb, kinds, 0),
    kms: await through(kms, kinds, 1),
    s3: await through(store, storeKinds, 2),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(proxies ?? {}).map((proxy) => proxy.close()));
  await engines?.close();
  await bulk?.close();
});

const openStore = (endpoint: string) =>
  makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
const openFiles = (endpoint: string) =>
  makeS3JobFiles({ client: openStore(endpoint), bucket: 'files' });

/** Calls that reached the proxies so far, and how many of them met a fault. */
async function countCalls() {
  const counts = await Promise.all(Object.values(proxies).map((proxy) => proxy.counts()));
  const sum = (all: readonly (number | undefined)[]) =>
    all.reduce<number>((one, other) => one + (other ?? 0), 0);
  return {
    calls: sum(counts.flatMap(({ arrived }) => Object.values(arrived))),
    met: sum(counts.flatMap(({ met }) => Object.values(met))),
    kinds: new Set(counts.flatMap(({ met }) => Object.keys(met))).size,
  };
}

const setRate = (to: number) =>
  Promise.all(Object.values(proxies).map((proxy) => proxy.setRate(to)));

/** Has the job's rows in the store as checking left them, then lets workers have turns until it is through. */
async function runThrough(id: BulkJobId): Promise<{ readonly strange: readonly unknown[] }> {
  const job = await bulk.find(id);
  const sound = openFiles(engines.endpoints.objectsAndQueues);
  const paths = jobPaths(job);
  for (let chunk = 1; chunk <= job.chunks; chunk += 1)
    await sound.put(
      paths.rows(chunk),
      bulk.files.held.get(paths.rows(chunk)) ?? new Uint8Array(),
      '',
    );
  const endpoints = { dynamodb: proxies.dynamodb.endpoint, kms: proxies.kms.endpoint };
  const files = openFiles(proxies.s3.endpoint);
  const workers = Array.from({ length: workersAtOnce }, () =>
    bulk.makeWorker(makeNetworkPlan(), { files }, endpoints),
  );
  const strange: unknown[] = [];
  for (let rounds = 1; rounds <= 60; rounds += 1) {
    await Promise.all(
      workers.map(async ({ takeTurn }) => {
        let end: 'worked' | 'idle' | 'failed' = 'worked';
        while (end === 'worked') {
          end = await takeTurn().catch((error: unknown) => {
            strange.push(error);
            return 'failed';
          });
        }
      }),
    );
    if ((await bulk.find(id)).state === 'finished') break;
    // whatever was left comes when its lease is over, and notices that were lost by the clock
    bulk.zone.clock.advance(61_000);
    await bulk.sound.tend();
  }
  for (let chunk = 1; chunk <= job.chunks; chunk += 1) {
    const found = await sound.find(paths.outcomes(chunk));
    if (found) bulk.files.held.set(paths.outcomes(chunk), found);
  }
  return { strange };
}

/** What became of each row, without what differs from job to job. */
async function shapesOf(id: BulkJobId) {
  expect((await bulk.find(id)).state).toBe('finished');
  return (await bulk.outcomesOf(id)).map(({ row, state, sameAsRow }) => ({
    ...{ row, state },
    ...(sameAsRow === undefined ? {} : { sameAsRow }),
  }));
}

describe('a bulk job through a network that loses, doubles, delays, cuts and throttles', () => {
  it(`of ${rows} rows comes to the result of an undisturbed one`, {
    timeout: 520_000,
  }, async () => {
    console.log(`FAULT_SEED=${seed} BULK_FAULT_ROWS=${rows}`);
    const quietRows = Math.min(rows, mostQuietRows);
    const quiet = await bulk.bring(toMixedRows(quietRows, rows));
    await runThrough(quiet);
    const undisturbed = await countCalls();
    const disturbed = await bulk.bring(toMixedRows(rows));
    await setRate(rate);
    const began = performance.now();
    const { strange } = await runThrough(disturbed);
    await setRate(0);
    const all = await countCalls();
    const sent = all.calls - undisturbed.calls;
    const needed = Math.round((undisturbed.calls * rows) / quietRows);
    const retries = (sent - needed) / needed;
    console.log(
      `${all.met} faults of ${all.kinds} kinds in ${sent} calls, ${needed} without them: ` +
        `${retries.toFixed(2)} retries a call, ${strange.length} turns broken off, ${Math.round((performance.now() - began) / 1000)} s`,
    );
    expect(await shapesOf(quiet)).toEqual(toMixedShapes(quietRows));
    expect(await shapesOf(disturbed)).toEqual(toMixedShapes(rows));
    expect(all.met / sent).toBeGreaterThan(0.2);
    expect(all.kinds).toBe(kinds.length);
    expect(retries).toBeLessThanOrEqual(1.5);
  });

  it('leaves the register exact: as many licences as rows were issued, none doubled, none lost', async () => {
    const { inForce, reserved, givenUp, faults, attempts } = await auditRegister(
      bulk.zone.client,
      bulk.zone.table,
    );
    const { jobs } = await bulk.sound.jobs.list(sampleDepartment().code, { limit: 10 });
    const issued = jobs.reduce((sum, { counts }) => sum + counts.issued, 0);
    expect({ faults, inForce, reserved, givenUp }).toEqual({
      ...{ faults: [], inForce: issued, reserved: 0, givenUp: 0 },
    });
    expect(await bulk.zone.countSignatures()).toBeLessThanOrEqual(attempts);
  });
});
