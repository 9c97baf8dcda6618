import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { holdSampleCeremony } from '../../local/seed/hold-ceremony.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import { makeDynamoWriterLease } from '../../shared/adapters/aws/dynamo-writer-lease.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { makeSystemClock } from '../../shared/adapters/system/system-clock.ts';
import { variables } from '../../shared/config/variables.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { startTestEngines } from '../build/engines.ts';
import { toComing, toKeyedReservation } from '../build/journal-zone.ts';

const wanted = { dynamodb: true, kms: true, objectsAndQueues: true } as const;
const bucket = 'shelf';
const hourMilliseconds = 3600_000;
let engines: Awaited<ReturnType<typeof startTestEngines<typeof wanted>>>;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  engines = await startTestEngines(wanted);
  const { dynamodb, kms, objectsAndQueues } = engines.endpoints;
  const [first, standby] = ['cn-north-1', 'cn-northwest-1'];
  Object.assign(process.env, {
    AWS_REGION: first,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_KMS: kms,
    AWS_ENDPOINT_URL_S3: objectsAndQueues,
    [variables.regionName]: standby,
    [variables.regionNames]: `${first},${standby}`,
    [variables.leaseTable]: 'lease',
    [variables.leaseRegion]: standby,
    [variables.provinceUrl]: 'https://liaoning.example',
    [variables.registerTable]: 'register',
    [variables.marksTable]: 'marks',
    [variables.directoryTable]: 'directory',
    [variables.shelfTable]: 'versions',
    [variables.shelfBucket]: bucket,
    [variables.listSignerKey]: 'alias/yinzheng-list-signer',
  });
});
afterAll(() => engines?.close());

/** What the clock does in the standby Region, so many hours from now. */
async function strike(hours: number): Promise<void> {
  vi.resetModules();
  process.env[variables.clockOffset] = String(hours * hourMilliseconds);
  await run('issuing/close-issue-hours');
  await run('publishing/publish-issue-root');
}

/** The function as the standby Region runs it. */
async function run(name: string, event: object = {}): Promise<unknown> {
  const file = new URL(`../../functions/${name}/index.ts`, import.meta.url).href;
  const { handler } = (await import(/* @vite-ignore */ file)) as {
    handler: (event: object) => Promise<unknown>;
  };
  return handler(event);
}

it('the standby Region roots what it brings into force, and what comes late from the first', async () => {
  const client = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  const names = ['lease', 'register', 'register-of-the-first', 'directory', 'versions', 'marks'];
  await createTables(
    client,
    names.map((name) => ({ name })),
  );
  const s3 = makeS3Client(process.env, localClientConfig(engines.endpoints.objectsAndQueues));
  await createBuckets(s3, [bucket]);
  const places = { client, table: 'directory' };
  await holdSampleCeremony({
    kms: makeKmsClient({ ...localClientConfig(engines.endpoints.kms), maxAttempts: 1 }),
    directory: makeDynamoDirectory(places),
    bootstrap: makeDynamoDirectoryBootstrap(places),
    clock: makeSystemClock(0),
    provinceName: '辽宁省',
  });
  const now = Date.now() as Moment;
  // the first Region had the turn before; now it is the standby one's
  const until = (now + 86_400_000) as Moment;
  const lease = makeDynamoWriterLease({ client, table: 'lease' });
  await lease.replace(undefined, { region: 'cn-northwest-1', epoch: 2, until });
  const bringIn = async (region: string, epoch: number, table: string) => {
    const turns = alwaysWriting({ region, epoch });
    const register = makeDynamoRegister({ client, table, turns, journal: 'cn-north-1' });
    const one = toKeyedReservation(now);
    expect(await register.reserve(one.reservation, one.key)).toBe('reserved');
    expect(await register.bringIntoForce(toComing(one, now))).toBe('in-force');
    return one.reservation.digest;
  };
  const shelf = makeS3Shelf({ client: s3, bucket });
  const read = async (path: string) => Buffer.from((await shelf.find(path))?.body ?? []).toString();

  const own = await bringIn('cn-northwest-1', 2, 'register');
  await strike(3);
  expect(await read('issue-roots/1/leaves')).toBe(`${own}\n`);

  // what the first Region brought into force before it was lost
  const late = await bringIn('cn-north-1', 1, 'register-of-the-first');
  const pk = { S: `issued#cn-north-1#${late.slice(0, 1)}` };
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'register-of-the-first',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  const [item = {}] = Items;
  await client.send(new PutItemCommand({ TableName: 'register', Item: item }));
  const keys = { pk, sk: item['sk'] };
  const record = { eventName: 'INSERT', dynamodb: { Keys: keys, NewImage: item } };
  expect(await run('issuing/mend-licences', { Records: [record] })).toEqual({
    batchItemFailures: [],
  });
  await strike(6);
  const leaves = await Promise.all([2, 3, 4, 5].map((at) => read(`issue-roots/${at}/leaves`)));
  expect(leaves.filter((one) => one !== '')).toEqual([`${late}\n`]);
  expect(await read('issue-roots/1/leaves')).toBe(`${own}\n`);
});
