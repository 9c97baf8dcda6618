import { expect, it } from 'vitest';
import type { OfflineKitPorts } from '../../functions/publishing/publish-offline-kit/offline-kit-ports.ts';
import { planParts } from '../../functions/publishing/publish-offline-kit/plan-parts.ts';
import { sheetFilePath } from '../../functions/publishing/sheet-file-path.ts';
import { departmentSheetMediaType } from '../../shared/formats/department-sheet.ts';
import { type OfflineKitPart, toOfflineKitPayload } from '../../shared/formats/offline-kit.ts';
import { toKitPart } from '../../shared/formats/offline-kit-file.ts';
import { statusListMediaType } from '../../shared/formats/status-list.ts';
import { trustListMediaType } from '../../shared/formats/trust-list.ts';
import type { OpenedKit } from '../../shared/verify/offline-kit.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeKitVerifier, makeSampleOpen } from '../build/offline-kits.ts';
import { makeSampleCredential, withStatus } from '../build/presented.ts';
import {
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  sampleSeconds,
  signJws,
} from '../build/province-pki.ts';
import { makeShelfInMemory } from '../build/publishing.ts';
import { makeTwoProvinces } from '../build/two-provinces.ts';

/** Zhejiang's shelf with its own files and Liaoning's mirrored, as far as planning asks for it. */
async function makeScene(statusList = (of: SampleProvince) => makeStatusListFile(of)) {
  const { liaoning, zhejiang, ownFiles } = await makeTwoProvinces();
  const { shelf, puts } = makeShelfInMemory();
  const put = (path: string, text: string, contentType: string) =>
    shelf.put(path, { body: Buffer.from(text), contentType, cacheControl: 'x' });
  const { sheet: ownSheet = '', trustList: ownList = '' } = ownFiles({});
  await put('trust-list', ownList, trustListMediaType);
  const sheets = [
    ['', zhejiang, ownSheet],
    ['mirrors/210000/', liaoning, makeSheetFile(liaoning)],
  ] as const;
  for (const [place, { department }, sheet] of sheets) {
    const path = `${place}${sheetFilePath(department.code, digestOf(sheet))}`;
    await put(path, sheet, departmentSheetMediaType);
  }
  const [, [, , sheet]] = sheets;
  await put('mirrors/210000/trust-list', makeTrustListFile(liaoning, sheet), trustListMediaType);
  const list = 'mirrors/210000/status-lists/north-000001';
  await put(list, statusList(liaoning), statusListMediaType);
  const ports = {
    shelf,
    provinceUrl: zhejiang.url,
    listing: {
      list: async (folder: string) =>
        puts.filter(({ path }) => path.startsWith(folder)).map(({ path }) => ({ path, etag: 'e' })),
    },
    types: { pageLicenceTypes: async () => ({ found: [] }) },
  } as unknown as OfflineKitPorts;
  return { liaoning, zhejiang, ports, put };
}

/** The kit that Zhejiang would sign over what was planned, opened at a counter that trusts Zhejiang alone. */
async function openPlanned(zhejiang: SampleProvince, ports: OfflineKitPorts): Promise<OpenedKit> {
  const parts: OfflineKitPart[] = [];
  const texts = new Map<string, string>();
  for (const { name, readFiles } of await planParts(ports)) {
    const files = await readFiles();
    const text = toKitPart(files);
    const digest = digestOf(text);
    texts.set(digest, text);
    parts.push({ name, digest, sizeBytes: text.length, files: files.length, since: 1 });
  }
  const issuedAt = sampleSeconds - 60;
  const times = { issuedAt, nextUpdate: issuedAt + 1200 };
  const payload = toOfflineKitPayload({ provinceUrl: zhejiang.url, number: 1, ...times, parts });
  const manifest = signJws(zhejiang.listSigner, 'offline-kit+jwt', payload);
  const question = { nowSeconds: sampleSeconds };
  return (await makeSampleOpen(zhejiang)({ manifest, parts: texts }, question)) as OpenedKit;
}

it("carries other provinces' files as they are mirrored: their licences verify without network", async () => {
  const { liaoning, zhejiang, ports } = await makeScene();
  const kit = await openPlanned(zhejiang, ports);
  expect(kit.kit.parts.map(({ name }) => name)).toEqual([
    'mirrors/210000/sheets/2101',
    'mirrors/210000/status/1',
    'mirrors/210000/trust',
    'sheets/3301',
    'trust',
  ]);
  const verifier = makeKitVerifier([kit], [zhejiang]);
  const credential = makeSampleCredential(liaoning);
  const { verdict, checks } = await verifier.verify({ credential });
  expect(checks).toContainEqual({ name: 'recognition', outcome: 'passed' });
  expect(verdict).toBe('valid');
  const earlier = await verifier.verify({ credential, at: (sampleSeconds - 3000) * 1000 });
  expect(earlier.verdict, 'a kit knows nothing of what stood before it').toBe('indeterminate');
});

it('knows what another province suspended', async () => {
  const suspended = (of: SampleProvince) =>
    makeStatusListFile(of, { draft: { entries: withStatus(2) } });
  const { liaoning, zhejiang, ports } = await makeScene(suspended);
  const verifier = makeKitVerifier([await openPlanned(zhejiang, ports)], [zhejiang]);
  const { verdict } = await verifier.verify({ credential: makeSampleCredential(liaoning) });
  expect(verdict).toBe('invalid');
});

it('is made without a province whose list cannot be read', async () => {
  const { ports, put } = await makeScene();
  await put('mirrors/210000/trust-list', 'a.b.c', trustListMediaType);
  const names = (await planParts(ports)).map(({ name }) => name);
  expect(names).toEqual(['trust', 'sheets/3301']);
});
