import { verify, X509Certificate } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePublishStatusList } from '../../functions/publishing/publish-status-list/publish-status-list.ts';
import { makeSignFile } from '../../functions/publishing/sign-file.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { keyAliases } from '../../local/province/province-environment.ts';
import { holdSampleCeremony } from '../../local/seed/hold-ceremony.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoShelfArchive } from '../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeDynamoShelfVersions } from '../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeDynamoStatusEntries } from '../../shared/adapters/aws/dynamo-status-entries.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import type { StatusListId } from '../../shared/domain/ids.ts';
import { readJws } from '../../shared/formats/jws.ts';
import { readStatusList, statusAt } from '../../shared/formats/status-list.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';
import { provinceUrl, startedAt } from '../build/publishing.ts';

const clock = { now: () => startedAt };
const list = 'l1-000001' as StatusListId;
const path = `status-lists/${list}`;

let zone: Awaited<ReturnType<typeof makeZone>>;

beforeAll(async () => {
  zone = await makeZone();
});
afterAll(() => zone.close());

async function makeZone() {
  const engines = await startTestEngines({ dynamodb: true, kms: true, objectsAndQueues: true });
  const { dynamodb: client, s3 } = makeTestClients(engines.endpoints);
  const kms = new KMSClient(localClientConfig(engines.endpoints.kms));
  await createTables(client, [{ name: 'directory' }, { name: 'register' }, { name: 'shelf' }]);
  await createBuckets(s3, ['shelf']);
  const directory = makeDynamoDirectory({ client, table: 'directory' });
  const bootstrap = makeDynamoDirectoryBootstrap({ client, table: 'directory' });
  const provinceName = '辽宁省';
  const certificates = await holdSampleCeremony({
    kms,
    directory,
    bootstrap,
    clock,
    provinceName,
  });
  const shelf = makeS3Shelf({ client: s3, bucket: 'shelf' });
  const publish = makePublishStatusList({
    clock,
    directory,
    statusEntries: makeDynamoStatusEntries({ client, table: 'register' }),
    signFile: makeSignFile(makeKmsSigningKeys(kms), keyAliases.statusSigner),
    shelf,
    versions: makeDynamoShelfVersions({ client, table: 'shelf' }),
    archive: makeDynamoShelfArchive({ client, table: 'shelf' }),
    provinceUrl,
  });
  const setStatus = async (index: number, status: number) => {
    const Item = {
      pk: { S: `list#${list}` },
      sk: { S: String(index).padStart(6, '0') },
      status: { N: String(status) },
    };
    await client.send(new PutItemCommand({ TableName: 'register', Item }));
  };
  return { publish, setStatus, shelf, certificates, close: engines.close };
}

async function readPublished() {
  const file = await zone.shelf.find(path);
  const compact = Buffer.from(file?.body ?? []).toString();
  const jws = readJws(compact, { typ: 'statuslist+jwt', maxBytes: 100_000 });
  const inflate = (bytes: Uint8Array) => new Uint8Array(inflateSync(bytes));
  return { jws, list: await readStatusList(jws.payload, { inflate }) };
}

/** A notice whose publishing was overtaken too often comes again. */
async function publishAsNotice(tries = 5): Promise<void> {
  await zone.publish(list).catch((error: unknown) => {
    if (tries === 0) throw error;
    return publishAsNotice(tries - 1);
  });
}

it('says what the register says, under its own address, good for a day', async () => {
  await zone.setStatus(7, 2);
  await zone.setStatus(131_071, 0x0c);
  await zone.publish(list);
  const published = (await readPublished()).list;
  expect(published).toMatchObject({
    issuer: provinceUrl,
    address: `${provinceUrl}/${path}`,
    issuedAt: startedAt / 1000,
    expiresAt: startedAt / 1000 + 86_400,
    ttlSeconds: 60,
    bits: 4,
  });
  expect(published.bytes).toHaveLength(65_536);
  expect([6, 7, 8, 131_071].map((at) => statusAt(published.bytes, 4, at))).toEqual([0, 2, 0, 12]);
  expect(published.bytes.filter((byte) => byte !== 0)).toHaveLength(2);
});

it('is signed by the status signer, whose certificate the root issued', async () => {
  await zone.publish(list);
  const { jws } = await readPublished();
  const signer = new X509Certificate(Buffer.from(jws.header.x5c?.[0] ?? []));
  const root = new X509Certificate(Buffer.from(zone.certificates.root, 'base64'));
  expect(signer.verify(root.publicKey)).toBe(true);
  const key = { key: signer.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', jws.signingInput, key, jws.signature)).toBe(true);
});

it('keeps the last status when changes and publishers race', async () => {
  const changes = Array.from({ length: 12 }, (_, at) => async () => {
    await zone.setStatus(100 + at, 1);
    await publishAsNotice();
  });
  await Promise.all(changes.map((change) => change()));
  const { bytes } = (await readPublished()).list;
  expect(changes.map((_, at) => statusAt(bytes, 4, 100 + at))).toEqual(changes.map(() => 1));
});

it('takes a resumed licence off the list', async () => {
  await zone.setStatus(7, 0);
  await zone.publish(list);
  expect(statusAt((await readPublished()).list.bytes, 4, 7)).toBe(0);
});
