import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../shared/adapters/aws/s3-job-files.ts';
import { toRows } from '../build/bulk-zone.ts';
import { startTestEngines } from '../build/engines.ts';
import type { Figure } from './table.ts';

const run = fileURLToPath(new URL('bulk-checking-run.ts', import.meta.url));
const sizes = [10_000, 100_000, 1_000_000] as const;
const bucket = 'files';
const rowsAPiece = 10_000;

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly residentMebibytes: number;
}

/** A table of so many rows, each different, a piece at a time. */
async function* toPieces(count: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < count; from += rowsAPiece) {
    const whole = Buffer.from(toRows(rowsAPiece, from));
    yield from === 0 ? whole : whole.subarray(whole.indexOf('\n'));
  }
}

/** Checks files of three sizes in the embedded store, each in a process of its own. */
async function checkAll(): Promise<readonly Measured[]> {
  const engines = await startTestEngines({ objectsAndQueues: true });
  try {
    const endpoint = engines.endpoints.objectsAndQueues;
    const client = makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
    await createBuckets(client, [bucket]);
    const files = makeS3JobFiles({ client, bucket });
    const all: Measured[] = [];
    for (const rows of sizes) {
      const path = `uploads/bulk/${rows}`;
      await files.write(path, toPieces(rows), 'text/csv');
      const args = [run, endpoint, bucket, path];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      all.push(JSON.parse(stdout) as Measured);
    }
    return all;
  } finally {
    await engines.close();
  }
}

/** Checking a bulk file: rows a second, and memory beside the number of rows, which it should not feel. */
export async function measureBulkChecking(): Promise<readonly Figure[]> {
  const measured = await checkAll();
  const figures = measured.map(({ rows, residentMebibytes: value }) => ({
    what: `resident MiB while checking a bulk file of ${rows.toLocaleString('en')} rows`,
    ...{ value, target: '≤ 256', holds: value <= 256 },
  }));
  const [small, , large] = measured;
  const growth = (large?.residentMebibytes ?? 0) / (small?.residentMebibytes ?? 1);
  const speed = (large?.rows ?? 0) / (large?.seconds ?? 1);
  return [
    ...figures,
    {
      what: 'of that, at 1,000,000 rows ÷ at 10,000',
      ...{ value: growth, target: '≤ 1.25', holds: growth <= 1.25 },
    },
    {
      what: 'bulk rows checked a second, of 1,000,000',
      ...{ value: speed, target: '≥ 2000', holds: speed >= 2000 },
    },
  ];
}
