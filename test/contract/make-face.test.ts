import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { type MakeFacePorts, makeMakeFace } from '../../functions/issuing/make-face/make-face.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeDynamoDirectoryListing } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFaces } from '../../shared/adapters/aws/dynamo-faces.ts';
import { makeDynamoHolderLicences } from '../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeS3FileStore } from '../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { makePdfFaceDrawer } from '../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { ClientId, DepartmentCode, LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { hasEyes, lookAt } from '../build/document-eyes.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';
import { failingOnce } from '../build/failing-once.ts';
import { issuable, refusable } from '../build/hostile-texts.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { sealId } from '../build/sample-seal.ts';
import { type SampleTypeName, sampleItems, sampleType } from '../build/sample-types.ts';

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const font = makeChineseFont(fontFile);
const bucket = 'files';
const client = 'shenyang-licensing' as ClientId;

let zone: IssuingZone;
let ports: MakeFacePorts;
let issuing: IssuingPorts;
let closeFiles: () => Promise<void>;

beforeAll(async () => {
  zone = await startIssuingZone();
  const engines = await startTestEngines({ objectsAndQueues: true, dynamodb: true });
  closeFiles = engines.close;
  const { s3 } = makeTestClients(engines.endpoints);
  await createBuckets(s3, [bucket]);
  issuing = zone.makeContainer();
  const table = { client: zone.client, table: zone.table };
  ports = {
    ...{ provinceUrl: issuing.provinceUrl, reader: issuing.reader },
    seals: makeDynamoSeals({ client: zone.client, table: 'seals' }),
    faces: makeDynamoFaces(table),
    licences: makeDynamoHolderLicences(table),
    directory: issuing.directory,
    types: makeDynamoDirectoryListing({ client: zone.client, table: 'directory' }),
    files: makeS3FileStore({ client: s3, signer: s3, bucket, clock: zone.clock }),
    drawer: makePdfFaceDrawer(font),
    pictures: makePdfSealPictures(font),
    ...{ keys: issuing.keys, signatures: issuing.signatures, inflate },
    ...{ clock: zone.clock, random: systemRandom, log: issuing.log },
  };
});
afterAll(async () => {
  await zone.close();
  await closeFiles();
});

let issued = 0;
async function issue(type: SampleTypeName = 'foodPermit', parts: JsonObject = {}) {
  const { number, validity } = sampleType(type);
  issued += 1;
  const body = {
    ...(number.rule === 'given' ? { number: `示例（2026）第${issued}号` } : {}),
    ...(validity.rule === 'from-data' ? { validFrom: '2026-11-22' } : {}),
    ...parts,
  };
  const { request, application } = askForLicence({ type, body });
  const { answer } = await makeIssueLicence(issuing)(request, application);
  const { licenceId, department } = answer.body as { licenceId: LicenceId; department: string };
  return { licenceId, caller: { client, department: department as DepartmentCode } };
}

const usesOf = async () => {
  const counts = await import('../../shared/adapters/aws/dynamo-seal-uses.ts');
  const uses = counts.makeDynamoSealUses({ client: zone.client, tables: [zone.table] });
  return uses.countAttempts(sealId);
};
const fetchFile = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

describe('the face of a licence', () => {
  it('is made when it is first asked for, with one signature, and kept', async () => {
    const { licenceId, caller } = await issue();
    const before = await zone.countSignatures();
    const makeFace = makeMakeFace(ports).forDepartment;
    const first = await makeFace(licenceId, caller);
    const again = await makeFace(licenceId, caller);
    expect(again.sha256).toBe(first.sha256);
    expect(await zone.countSignatures()).toBe(before + 1);
    expect(await fetchFile(first.url)).toHaveLength(first.sizeBytes);
    expect(first.url).not.toContain(licenceId.split('.')[0]?.concat('/') ?? '');
  });

  it('is another department’s for nobody, and made for a valid licence only', async () => {
    const { licenceId, caller } = await issue();
    const makeFace = makeMakeFace(ports).forDepartment;
    const other = { ...caller, department: '11330100MB9Y200172' as DepartmentCode };
    await expect(makeFace(licenceId, other)).rejects.toMatchObject({ code: 'not-found' });
    const reader = {
      ...ports.reader,
      findHead: async (id: LicenceId) => {
        const head = await ports.reader.findHead(id);
        return head && { ...head, state: 'withdrawn' as const };
      },
    };
    await expect(
      makeMakeFace({ ...ports, reader }).forDepartment(licenceId, caller),
    ).rejects.toMatchObject({
      code: 'state-conflict',
      details: { reason: 'licence-withdrawn' },
    });
    const decision = await issue('decision');
    await expect(makeFace(decision.licenceId, decision.caller)).rejects.toMatchObject({
      details: { reason: 'given-pdf' },
    });
  });

  it.each([
    'foodPermit',
    'businessLicence',
    'operatorCertificate',
    'disabilityCertificate',
    'transportPermit',
  ] as const)('can be drawn for %s', async (type) => {
    const { licenceId, caller } = await issue(type);
    const { url } = await makeMakeFace(ports).forDepartment(licenceId, caller);
    const bytes = await fetchFile(url);
    expect(bytes.length).toBeGreaterThan(40_000);
    if (!hasEyes) return;
    const { signatures, text, faults, codes } = lookAt(bytes);
    expect(signatures).toEqual([{ isValid: true, isTotal: true }]);
    expect(text).toContain('示例');
    expect(text).toMatch(/证照标识：1\.2\.156\.3005\.2\./);
    expect(faults).toBe('');
    const forms = await ports.reader.findSignedForms(licenceId, 1);
    expect(codes).toEqual([forms?.printedCode]);
  });

  it('sets whatever a licence says as text, whole, down to the last character that its type allows', async () => {
    const type = sampleType('foodPermit');
    const [holder] = askForLicence().application.holders;
    const facesOf = async (items: JsonObject, name: string) => {
      const body = {
        items: { ...sampleItems(type, 'all'), ...items },
        holders: [{ ...holder, name }],
      };
      const { licenceId, caller } = await issue('foodPermit', body as JsonObject);
      const { url } = await makeMakeFace(ports).forDepartment(licenceId, caller);
      const bytes = await fetchFile(url);
      return hasEyes ? lookAt(bytes).text.replaceAll(/\s/g, '') : undefined;
    };
    const [first = '', ...others] = issuable;
    const codes = type.items.flatMap((item) =>
      item.kind === 'text' && item.maxLength >= 100 ? [item.code] : [],
    );
    const few = codes.length - 1;
    for (let at = 0; at < others.length; at += few) {
      const texts = others.slice(at, at + few);
      const items = Object.fromEntries(texts.map((text, index) => [codes[index + 1], text]));
      const seen = await facesOf({ ...items, [codes[0] ?? '']: first }, first);
      for (const text of [first, ...texts])
        expect(seen ?? text).toContain(text.replaceAll(' ', ''));
    }
    const longest = Object.fromEntries(
      type.items.flatMap((item) =>
        item.kind === 'text' ? [[item.code, '字'.repeat(item.maxLength)]] : [],
      ),
    );
    const seen = await facesOf(longest, '名'.repeat(100));
    for (const text of Object.values(longest)) expect(seen ?? text).toContain(text);
  });

  it('is refused where a text cannot be shown as it is, at its place, before anything is reserved', async () => {
    for (const { text, refused } of refusable) {
      const items = { ...sampleItems(sampleType('foodPermit')), KZ_JYZMC: text };
      const [holder] = askForLicence().application.holders;
      const error = await issue('foodPermit', { items }).catch((one: unknown) => one);
      expect(error, JSON.stringify(text.slice(0, 20))).toMatchObject({
        details: { errors: [{ pointer: '/items/KZ_JYZMC', code: refused }] },
      });
      const holders = [{ ...holder, name: text }] as unknown as JsonObject[];
      const named = await issue('foodPermit', { holders }).catch((one: unknown) => one);
      expect(named).toMatchObject({
        details: { errors: [{ pointer: '/holders/0/name', code: refused }] },
      });
    }
  });

  it('is never signed without its record: every call lost before and after it landed', async () => {
    const calls = [
      ['faces', 'find'],
      ['faces', 'recordAttempt'],
      ['keys', 'sign'],
      ['files', 'put'],
      ['faces', 'complete'],
      ['files', 'signReading'],
    ] as const;
    for (const [port, call] of calls) {
      for (const when of ['before', 'after'] as const) {
        const { licenceId, caller } = await issue();
        const faulty = {
          ...ports,
          [port]: failingOnce(ports[port] as unknown as Record<string, never>, call as never, when),
        } as MakeFacePorts;
        const make = () => makeMakeFace(faulty).forDepartment(licenceId, caller);
        await expect(make(), `${port}.${call} ${when}`).rejects.toThrow();
        const soon = await make().catch((error: unknown) => error);
        if (soon instanceof Error) {
          expect(soon).toMatchObject({ code: 'service-unavailable' });
          zone.clock.advance(31_000);
          await make();
        }
        const face = await ports.faces.find(licenceId, 1);
        expect(face?.state).toBe('made');
        expect(await ports.files.sizeOf(face?.path ?? '')).toBe(face?.sizeBytes);
      }
    }
    expect(await zone.countSignatures()).toBeLessThanOrEqual(await usesOf());
  });

  it('is made by one of several who ask at once', async () => {
    const { licenceId, caller } = await issue();
    const before = await zone.countSignatures();
    const asked = Array.from({ length: 4 }, () =>
      makeMakeFace(ports).forDepartment(licenceId, caller),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    for (const one of outcomes) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'service-unavailable' });
    }
    expect(await zone.countSignatures()).toBe(before + 1);
  });

  it('is made again when its file is gone', async () => {
    const { licenceId, caller } = await issue();
    const makeFace = makeMakeFace(ports).forDepartment;
    const first = await makeFace(licenceId, caller);
    const files = { ...ports.files, sizeOf: async () => undefined };
    const again = await makeMakeFace({ ...ports, files }).forDepartment(licenceId, caller);
    expect(again.sha256).not.toBe(first.sha256);
    expect((await makeFace(licenceId, caller)).sha256).toBe(again.sha256);
  });
});
