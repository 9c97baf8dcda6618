import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { offlineKitPartPath } from '../../shared/formats/offline-kit.ts';
import { makeOpenOfflineKit, type OpenedKit } from '../../shared/verify/offline-kit.ts';
import { departments, provinceUrl } from '../build/publishing.ts';
import { type PublishingZone, startPublishingZone } from '../build/publishing-zone.ts';
import { sampleType } from '../build/sample-types.ts';

const foodPermitType = sampleType('foodPermit');
let zone: PublishingZone;
beforeAll(async () => {
  zone = await startPublishingZone();
});
afterAll(() => zone.close());

const textAt = async (path: string) => {
  const file = await zone.shelf.find(path);
  return file && new TextDecoder().decode(file.body);
};

async function openPublished(): Promise<OpenedKit> {
  const anchors = [{ certificate: readBase64(zone.certificates.root), provinceUrl }];
  const open = makeOpenOfflineKit({ primitives: makeNodePrimitives(), anchors });
  const manifest = (await textAt('offline-kit')) ?? '';
  const nowSeconds = zone.clock.now() / 1000;
  const named = await open({ manifest, parts: new Map() }, { nowSeconds });
  if (typeof named === 'string') throw new Error(`the kit is ${named}`);
  const parts = new Map<string, string>();
  for (const { digest } of named.kit.parts) {
    parts.set(digest, (await textAt(offlineKitPartPath(digest))) ?? '');
  }
  return (await open({ manifest, parts }, { nowSeconds })) as OpenedKit;
}

const publish = () => zone.makeContainer().publishOfflineKit();
const partsOf = ({ kit }: OpenedKit) =>
  Object.fromEntries(kit.parts.map(({ name, since }) => [name, since]));

async function openStatusList(id: string): Promise<void> {
  const Item = { pk: { S: 'lists' }, sk: { S: id } };
  await zone.client.send(new PutItemCommand({ TableName: 'register', Item }));
}

it('waits for the first trust list', async () => {
  await publish();
  expect(await textAt('offline-kit')).toBeUndefined();
});

it('holds trust list, sheets by city, status lists and type names, all of them on the shelf', async () => {
  for (const department of departments) await zone.writer.putDepartment(department);
  await zone.writer.putLicenceType(foodPermitType);
  await openStatusList('l1-000001');
  await zone.makeContainer().publishTrustList({ clock: true });
  await zone.makeContainer().publishStatusList({ clock: true });
  await publish();
  const { kit, files, missing } = await openPublished();
  expect(missing).toEqual([]);
  expect(kit.parts.map(({ name }) => name)).toEqual([
    ...['sheets/2100', 'sheets/2101', 'status/1', 'trust', 'types'],
  ]);
  const paths = [...files.keys()].map((address) => address.replace(/\?.*/, ''));
  expect(paths.map((path) => path.replace(`${provinceUrl}/`, '')).sort()).toEqual([
    ...departments.map(({ code }) => `departments/${code}/sheet`).sort(),
    `licence-types/${foodPermitType.code}`,
    'status-lists/l1-000001',
    'trust-list',
  ]);
  const names = JSON.parse(
    files.get(`${provinceUrl}/licence-types/${foodPermitType.code}`)?.text ?? '',
  );
  expect(names.name).toBe('食品经营许可证');
});

it('says since which number a part is as it is, so that only what is new is fetched', async () => {
  const before = await openPublished();
  zone.clock.advance(600 * 1000);
  await openStatusList('l1-000002');
  await zone.makeContainer().publishStatusList({ clock: true });
  await publish();
  const after = await openPublished();
  expect(after.number).toBe(before.number + 1);
  expect(partsOf(after)).toEqual({ ...partsOf(before), 'status/1': after.number });
  expect(after.files.has(`${provinceUrl}/status-lists/l1-000002`)).toBe(true);
});

it('puts parts again each day, before the shelf lets them go', async () => {
  const digestOf = async () =>
    (await openPublished()).kit.parts.find(({ name }) => name === 'types')?.digest;
  const digest = (await digestOf()) ?? '';
  const path = offlineKitPartPath(digest);
  await zone.shelf.put(path, {
    body: Buffer.from('lost'),
    contentType: 'text/plain',
    cacheControl: 'x',
  });
  await publish();
  expect(await textAt(path)).toBe('lost');
  zone.clock.advance(24 * 3600 * 1000);
  await publish();
  expect(await textAt(path)).toContain('食品经营许可证');
  expect(await digestOf()).toBe(digest);
});

it('never gives a lower number, however many publish', async () => {
  const first = await openPublished();
  const others = [1, 2, 3, 4].map(() => publish().catch(() => undefined));
  await Promise.all(others);
  const last = await openPublished();
  expect(last.number).toBeGreaterThan(first.number);
  expect(last.missing).toEqual([]);
});
