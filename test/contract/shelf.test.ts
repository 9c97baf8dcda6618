import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createQueues } from '../../local/engines/create-queues.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoSheetRecords } from '../../shared/adapters/aws/dynamo-sheet-records.ts';
import { makeDynamoShelfVersions } from '../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { makeSqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startEngines>>;

async function startEngines() {
  const started = await startTestEngines({ dynamodb: true, objectsAndQueues: true });
  const clients = makeTestClients(started.endpoints);
  await createTables(clients.dynamodb, [{ name: 'shelf' }]);
  await createBuckets(clients.s3, ['shelf']);
  const queues = await createQueues(clients.sqs, [{ name: 'work', visibilityTimeoutSeconds: 5 }]);
  return { ...clients, queueUrl: queues.get('work') ?? '', close: started.close };
}

beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

it('gives a public file back as it was put, the last one, and nothing where none is', async () => {
  const shelf = makeS3Shelf({ client: engines.s3, bucket: 'shelf' });
  const file = (text: string) => ({
    body: Buffer.from(text),
    contentType: 'application/statuslist+jwt',
    cacheControl: 'public, max-age=15',
  });
  expect(await shelf.find('.well-known/jwt-vc-issuer')).toBeUndefined();
  await shelf.put('.well-known/jwt-vc-issuer', file('first'));
  await shelf.put('.well-known/jwt-vc-issuer', file('second'));
  const found = await shelf.find('.well-known/jwt-vc-issuer');
  expect(found).toMatchObject({
    contentType: 'application/statuslist+jwt',
    cacheControl: 'public, max-age=15',
  });
  expect(Buffer.from(found?.body ?? []).toString()).toBe('second');
});

it('moves a version row for one caller only', async () => {
  const versions = makeDynamoShelfVersions({ client: engines.dynamodb, table: 'shelf' });
  expect(await versions.current('trust-list')).toBe(0);
  for (const from of [0, 1]) {
    const tries = Array.from({ length: 20 }, () => versions.advance('trust-list', from));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await versions.current('trust-list')).toBe(from + 1);
  }
  expect(await versions.advance('trust-list', 7)).toBe(false);
});

it('keeps the sheet of the highest number, whatever comes late', async () => {
  const records = makeDynamoSheetRecords({ client: engines.dynamodb, table: 'shelf' });
  const sheet = (number: number, code = '11210100MB9Y10011Q') => ({
    department: code as DepartmentCode,
    digest: `digest-${number}`,
    number,
    contentDigest: `content-${number}`,
    enabledCertificates: ['MAA='],
  });
  expect(await records.find(sheet(1).department)).toBeUndefined();
  expect(await records.record(sheet(2))).toBe(true);
  expect(await records.record(sheet(1))).toBe(false);
  expect(await records.record(sheet(2))).toBe(true);
  await records.record(sheet(1, '11210000MB9Y1002XB'));
  expect(await records.find(sheet(1).department)).toEqual(sheet(2));
  expect(await records.list()).toEqual([sheet(1, '11210000MB9Y1002XB'), sheet(2)]);
});

it('delivers a notice as it was sent', async () => {
  const queue = makeSqsQueue<{ statusList: string }>({
    client: engines.sqs,
    queueUrl: engines.queueUrl,
  });
  await queue.send({ statusList: 'l1-000001' });
  const receive = new ReceiveMessageCommand({ QueueUrl: engines.queueUrl, WaitTimeSeconds: 2 });
  const { Messages = [] } = await engines.sqs.send(receive);
  expect(Messages.map(({ Body }) => Body)).toEqual(['{"statusList":"l1-000001"}']);
});
