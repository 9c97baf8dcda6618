import { readFileSync, writeFileSync } from 'node:fs';
import { makeCheckTable } from '../../functions/issuing/tend-bulk-jobs/check-table.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../shared/adapters/aws/s3-job-files.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { inSteadyHeap } from '../../shared/adapters/system/steady-heap.ts';
import { tableReader } from '../../shared/adapters/tables/table-reader.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { requireUsable } from '../../shared/domain/usable-seal.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { toSampleSeal } from '../build/sample-seal.ts';
import { sampleType } from '../build/sample-types.ts';

/**
 * A process of its own that checks files one after the other as the function does, and says what memory
 * each took: address of the store, bucket, paths.
 */
const [endpoint = '', bucket = '', ...paths] = process.argv.slice(2);

const at = Date.parse('2026-11-22T08:00:00.000Z') as Moment;
const client = makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
const files = makeS3JobFiles({ client, bucket });
const validator = makeItemValidator();
await validator.ready();

const makeCheck = (path: string) =>
  makeCheckTable(
    { validator, files },
    {
      job: makeBulkJob({ file: { path, format: 'csv' } }),
      key: 'key',
      at,
      parties: {
        department: sampleDepartment(),
        type: sampleType('foodPermit'),
        seal: requireUsable(toSampleSeal('enabled', at), at),
      },
    },
  );

/** The most that was resident since it was last forgotten. Not `maxRSS`, which begins with what the process had that started this one. */
function takePeakMebibytes(): number {
  const [, peak = ''] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync('/proc/self/clear_refs', '5');
  return Number(peak) / 1024;
}

async function check(path: string) {
  const source = await files.open(path);
  if (!source) throw new Error('no file');
  const started = performance.now();
  const { rows } = await tableReader.open(source, 'csv');
  const found = await inSteadyHeap(makeCheck(path))(rows);
  if (found.check.rejected > 0) throw new Error(`rejected: ${JSON.stringify(found.check.reasons)}`);
  const seconds = (performance.now() - started) / 1000;
  const sizeMebibytes = source.sizeBytes / 2 ** 20;
  return { rows: found.check.rows, seconds, sizeMebibytes, residentMebibytes: takePeakMebibytes() };
}

const measured: Awaited<ReturnType<typeof check>>[] = [];
for (const path of paths) measured.push(await check(path));
process.stdout.write(JSON.stringify(measured));
