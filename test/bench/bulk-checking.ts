import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../shared/adapters/aws/s3-job-files.ts';
import { maxUploadBytes } from '../../shared/domain/upload.ts';
import { toRows } from '../build/bulk-zone.ts';
import { startTestEngines } from '../build/engines.ts';
import type { Figure } from './table.ts';

const run = fileURLToPath(new URL('bulk-checking-run.ts', import.meta.url));
const bucket = 'files';
const rowsAPiece = 10_000;

/** Tables by their name: so many rows, each with so many characters of an address more. */
const tables = {
  small: { rows: 10_000, longer: 0 },
  middling: { rows: 100_000, longer: 0 },
  large: { rows: 1_000_000, longer: 0 },
  /** As many rows, and nearly as many bytes, as a file may have. */
  largest: { rows: 1_000_000, longer: 53 },
} as const;
type Table = keyof typeof tables;

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly sizeMebibytes: number;
  readonly residentMebibytes: number;
}

/** A table, each row different, a piece at a time. */
async function* toPieces({ rows, longer }: (typeof tables)[Table]): AsyncGenerator<Uint8Array> {
  const address = ',辽宁省沈阳市';
  for (let from = 0; from < rows; from += rowsAPiece) {
    const piece = new TextDecoder().decode(toRows(rowsAPiece, from));
    const whole = piece.replaceAll(address, address + '街'.repeat(longer));
    yield Buffer.from(from === 0 ? whole : whole.slice(whole.indexOf('\n')));
  }
}

/** The store with all tables in it, and what checks some of them in a process of its own, one after the other. */
async function startChecking() {
  const engines = await startTestEngines({ objectsAndQueues: true });
  const endpoint = engines.endpoints.objectsAndQueues;
  const client = makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
  await createBuckets(client, [bucket]);
  const files = makeS3JobFiles({ client, bucket });
  const toPath = (table: Table) => `uploads/bulk/${table}`;
  for (const [table, of] of Object.entries(tables))
    await files.write(toPath(table as Table), toPieces(of), 'text/csv');
  const check = async (...asked: readonly Table[]) => {
    const args = [run, endpoint, bucket, ...asked.map(toPath)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as readonly Measured[];
  };
  return { check, close: engines.close };
}

const zero: Measured = { rows: 0, seconds: 1, sizeMebibytes: 0, residentMebibytes: 0 };

/** What a new process takes, and what one takes that has checked before: its code is compiled, its arenas are there. */
async function checkAll() {
  const checking = await startChecking();
  try {
    const [small = zero] = await checking.check('small');
    const [largest = zero] = await checking.check('largest');
    const [middling = zero, again = zero, large = zero] = await checking.check(
      ...(['middling', 'small', 'large'] as const),
    );
    return { small, largest, middling, again, large };
  } finally {
    await checking.close();
  }
}

function toResident({ rows, sizeMebibytes, residentMebibytes: value }: Measured): Figure {
  const size = sizeMebibytes < 100 ? '' : `, ${Math.round(sizeMebibytes)} MiB`;
  return {
    what: `resident MiB while a new process checks a bulk file of ${rows.toLocaleString('en')} rows${size}`,
    ...{ value, target: '≤ 256', holds: value <= 256 },
  };
}

/** Checking a bulk file: rows a second, and memory beside the number of rows, which it should not feel. */
export async function measureBulkChecking(): Promise<readonly Figure[]> {
  const { small, largest, middling, again, large } = await checkAll();
  const growth = large.residentMebibytes / again.residentMebibytes;
  const speed = large.rows / large.seconds;
  if (largest.sizeMebibytes * 2 ** 20 > maxUploadBytes.bulk) throw new Error('too large a file');
  return [
    ...[small, middling, largest].map(toResident),
    {
      what: 'resident while a process that has checked before checks 1,000,000 rows ÷ 10,000',
      ...{ value: growth, target: '≤ 1.1', holds: growth <= 1.1 },
    },
    {
      what: 'bulk rows checked a second, of 1,000,000',
      ...{ value: speed, target: '≥ 2000', holds: speed >= 2000 },
    },
    {
      what: 'seconds to check 1,000,000 rows in a file of nearly 500 MiB',
      ...{ value: largest.seconds, target: '≤ 600', holds: largest.seconds <= 600 },
    },
  ];
}
