import { readFileSync } from 'node:fs';
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

/** A process of its own that checks one file as the function does, and says what memory it took: address of the store, bucket, path. */
const [endpoint = '', bucket = '', path = ''] = process.argv.slice(2);

const at = Date.parse('2026-11-22T08:00:00.000Z') as Moment;
const client = makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
const files = makeS3JobFiles({ client, bucket });
const validator = makeItemValidator();
await validator.ready();
const check = makeCheckTable(
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
const source = await files.open(path);
if (!source) throw new Error('no file');
const started = performance.now();
const { rows } = await tableReader.open(source, 'csv');
const found = await inSteadyHeap(check)(rows);
const seconds = (performance.now() - started) / 1000;
// not `resourceUsage().maxRSS`: that begins with what the process had that started this one
const [, peak = ''] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const residentMebibytes = Number(peak) / 1024;
process.stdout.write(JSON.stringify({ rows: found.check.rows, seconds, residentMebibytes }));
