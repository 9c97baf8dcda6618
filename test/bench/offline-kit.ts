import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { type OfflineKit, readOfflineKit } from '../../shared/formats/offline-kit.ts';
import { toKitText } from '../../shared/formats/offline-kit-file.ts';
import { cutBy, yinzhengOffline } from '../build/cut-network.ts';
import { makeSampleKit } from '../build/offline-kits.ts';
import { makeSampleCredential } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
} from '../build/province-pki.ts';
import { claimsOf, departments } from '../build/publishing.ts';
import { type PublishingZone, startPublishingZone } from '../build/publishing-zone.ts';
import { sampleTypes } from '../build/sample-types.ts';
import { toEntries, toListSizes } from './licence-counts.ts';
import type { Figure } from './table.ts';

const licences = 1_000_000;
/** Of 10^8 licences. */
const listsOfProvince = Math.ceil(1e8 / 2 ** 17);
const atOnce = 1000;
const secondsSince = (start: number) => (performance.now() - start) / 1000;

/** Puts what status lists are built from straight into the register's table: no licence was issued. */
async function seedRegister({ client }: PublishingZone): Promise<void> {
  const items = toListSizes(licences).flatMap((size, at) => {
    const list = `l1-${String(at + 1).padStart(6, '0')}`;
    const entries = toEntries(size).map(({ index, status }) => ({
      pk: { S: `list#${list}` },
      sk: { S: String(index).padStart(6, '0') },
      status: { N: String(status) },
    }));
    return [{ pk: { S: 'lists' }, sk: { S: list } }, ...entries];
  });
  for (let at = 0; at < items.length; at += 25) {
    const register = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { register } }));
  }
}

async function publishKit(zone: PublishingZone): Promise<{ kit: OfflineKit; seconds: number }> {
  for (const department of departments) await zone.writer.putDepartment(department);
  for (const type of sampleTypes()) await zone.writer.putLicenceType(type);
  await seedRegister(zone);
  const container = zone.makeContainer();
  await container.publishTrustList({ clock: true });
  await container.publishStatusList({ clock: true });
  const start = performance.now();
  await container.publishOfflineKit();
  const seconds = secondsSince(start);
  const compact = new TextDecoder().decode((await zone.shelf.find('offline-kit'))?.body);
  return { kit: readOfflineKit(claimsOf(compact) as never), seconds };
}

/** How large a kit is, and how long it takes to make. */
async function measureMaking(): Promise<readonly Figure[]> {
  const zone = await startPublishingZone();
  try {
    const { kit, seconds } = await publishKit(zone);
    const sizeOf = (name: RegExp) =>
      kit.parts.filter((part) => name.test(part.name)).reduce((sum, one) => sum + one.sizeBytes, 0);
    const status = sizeOf(/^status/);
    const lists = toListSizes(licences).length;
    const ofProvince = (status / lists) * listsOfProvince;
    const seeded = '1,000,000 licences, 1.2 % not valid (seeded)';
    return [
      { what: `offline kit of ${seeded}: KiB`, ...within(sizeOf(/./) / 1024, 256) },
      { what: `its status lists alone: KiB`, ...within(status / 1024, 128) },
      {
        what: `${listsOfProvince} such lists, of 10^8 licences: MiB`,
        ...within(ofProvince / 2 ** 20, 16),
      },
      { what: 'making and publishing that kit: seconds', ...within(seconds, 5) },
    ];
  } finally {
    await zone.close();
  }
}

const within = (value: number, most: number) => ({
  ...{ value, target: `≤ ${most}`, holds: value <= most },
});

/** A kit signed now, for lists of a million licences, and a thousand valid licences that stand in them. */
async function writeCounter(folder: string) {
  const province = await makeSampleProvince();
  const now = Math.floor(Date.now() / 1000) - 5;
  const sheet = makeSheetFile(province);
  const trustList = makeTrustListFile(province, sheet, {
    draft: { issuedAt: now, nextUpdate: now + 7200 },
  });
  const entries = toEntries(2 ** 17);
  const statusList = makeStatusListFile(province, { draft: { issuedAt: now, entries } });
  const kit = makeSampleKit(province, {
    files: { sheet, trustList, statusList },
    draft: { issuedAt: now, nextUpdate: now + 1200 },
  });
  const taken = new Set(entries.map(({ index }) => index));
  mkdirSync(join(folder, 'licences'));
  for (let at = 0, index = 0; at < atOnce; at += 1, index += 101) {
    while (taken.has(index)) index += 1;
    const status = { uri: province.statusListUrl, index };
    const name = `${String(at).padStart(4, '0')}.credential`;
    writeFileSync(
      join(folder, 'licences', name),
      makeSampleCredential(province, { content: { status } }),
    );
  }
  writeFileSync(join(folder, 'counter.yzkit'), toKitText([kit]));
  writeFileSync(
    join(folder, 'root.b64'),
    Buffer.from(province.root.certificate).toString('base64'),
  );
  return province;
}

/** A thousand licences from a kit with the network cut, the process's start and all files included. */
async function measureUsing(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-bench-'));
  try {
    const { url } = await writeCounter(folder);
    const at = (name: string) => join(folder, name);
    const options = [`--province=${url}`, '--json'];
    const kit = [`--kit=${at('counter.yzkit')}`, `--anchor=${at('root.b64')}`];
    const start = performance.now();
    const ended = await yinzhengOffline(...options, 'verify', at('licences'), ...kit);
    const seconds = secondsSince(start);
    const { summary } = JSON.parse(ended.stdout);
    if (summary.valid !== atOnce) throw new Error(`not all valid: ${JSON.stringify(summary)}`);
    const what = `1,000 licences from a kit, with ${cutBy}: seconds`;
    return [{ what, ...within(seconds, 3) }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The offline kit: how large, how long to make, how long to use. */
export async function measureOfflineKit(): Promise<readonly Figure[]> {
  return [...(await measureMaking()), ...(await measureUsing())];
}
