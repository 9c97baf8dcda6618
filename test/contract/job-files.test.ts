import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { expireFiles } from '../../local/pumps/expire-files.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../shared/adapters/aws/s3-job-files.ts';
import { fileLives } from '../../shared/config/file-lives.ts';
import { areFilesGone, jobFilesLifeMilliseconds } from '../../shared/domain/bulk-job.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { JobFiles } from '../../shared/ports/job-files.ts';
import { startTestEngines, type TestEngines } from '../build/engines.ts';

const bucket = 'files';
const day = 24 * 3600 * 1000;
let engines: TestEngines<{ readonly objectsAndQueues: true }>;
let client: ReturnType<typeof makeS3Client>;
let files: JobFiles;
beforeAll(async () => {
  engines = await startTestEngines({ objectsAndQueues: true });
  const endpoint = engines.endpoints.objectsAndQueues;
  client = makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));
  await createBuckets(client, [bucket]);
  files = makeS3JobFiles({ client, bucket });
});
afterAll(() => engines?.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

async function readAll(path: string, range?: { readonly start: number; readonly end: number }) {
  const source = await files.open(path);
  const pieces: Uint8Array[] = [];
  for await (const piece of source?.read(range) ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('files of jobs', () => {
  it('are found whole, replaced whole, or not there', async () => {
    expect(await files.find('bulk/none')).toBeUndefined();
    expect(await files.open('bulk/none')).toBeUndefined();
    await files.put('bulk/one', bytes('一'), 'text/plain');
    await files.put('bulk/one', bytes('二'), 'text/plain');
    expect(text(await files.find('bulk/one'))).toBe('二');
  });

  it('are written in parts of any number and read in streams and ranges', async () => {
    const piece = bytes('证照'.repeat(50_000));
    const write = async function* () {
      for (let at = 0; at < 60; at += 1) yield piece;
    };
    const size = await files.write('bulk/large', write(), 'text/plain');
    expect(size).toBe(60 * piece.length);
    expect((await files.open('bulk/large'))?.sizeBytes).toBe(size);
    expect((await readAll('bulk/large')).length).toBe(size);
    const range = { start: piece.length - 6, end: piece.length + 3 };
    expect(text(await readAll('bulk/large', range))).toBe('证照证');
    expect((await readAll('bulk/large', { start: 5, end: 5 })).length).toBe(0);
  });

  it('that come to nothing leave nothing behind', async () => {
    const broken = async function* () {
      yield bytes('half');
      throw new Error('the source broke');
    };
    await expect(files.write('bulk/broken', broken(), 'text/plain')).rejects.toThrow('broke');
    expect(await files.find('bulk/broken')).toBeUndefined();
  });

  it('go when their time is over, uploads first; what has no time stays', async () => {
    const paths = ['uploads/bulk/a', 'bulk/a/rows/1', 'faces/a'];
    for (const path of paths) await files.put(path, bytes('x'), 'text/plain');
    const left = async (daysLater: number) => {
      await expireFiles({ client, bucket, now: () => Date.now() + daysLater * day });
      const found = await Promise.all(paths.map((path) => files.find(path)));
      return paths.filter((_, at) => found[at] !== undefined);
    };
    expect(await left(2.9)).toEqual(paths);
    expect(await left(3.1)).toEqual(['bulk/a/rows/1', 'faces/a']);
    expect(await left(90.1)).toEqual(['faces/a']);
  });

  it('are said to be gone before they are', () => {
    const days = fileLives.find(({ prefix }) => prefix === 'bulk/')?.days ?? 0;
    expect(jobFilesLifeMilliseconds).toBe(days * day);
    const job = { createdAt: 0 as Moment };
    expect(areFilesGone(job, (89 * day) as Moment)).toBe(false);
    expect(areFilesGone(job, (90 * day) as Moment)).toBe(true);
  });
});
