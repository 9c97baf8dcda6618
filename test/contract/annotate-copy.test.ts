import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnnotateCopyPorts,
  makeAnnotateCopy,
} from '../../functions/issuing/annotate-copy/annotate-copy.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeDynamoDirectoryListing } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoCopies } from '../../shared/adapters/aws/dynamo-faces.ts';
import { makeDynamoRetrievedCopies } from '../../shared/adapters/aws/dynamo-retrieved-copies.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeS3FileStore } from '../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { makePdfFaceDrawer } from '../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { AuthorisationId } from '../../shared/domain/authorisation.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import type { FaceContent } from '../../shared/ports/face-drawer.ts';
import type { Faces } from '../../shared/ports/faces.ts';
import { hasEyes, lookAt } from '../build/document-eyes.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';
import { failingOnce } from '../build/failing-once.ts';
import {
  type HoldingActs,
  itemCode,
  makeHoldingActs,
  toAuthorisationBody,
  words,
} from '../build/holding-requests.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { sampleOrganisation } from '../build/sample-holders.ts';
import { sealId } from '../build/sample-seal.ts';

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);

/** Each unlike any other: what is found on a copy came from here. */
const items = {
  KZ_JYZMC: '沈阳鑫盛食品有限公司（示例）',
  KZ_FDDBR: '高明勇（示例）',
  KZ_ZS: '辽宁省沈阳市沈河区北站路七号',
  KZ_JYCS: '辽宁省沈阳市和平区太原街八号',
  KZ_ZTYT: '餐饮服务经营者',
  KZ_JYXM: ['热食类食品制售'],
};

let zone: HoldingZone;
let acts: HoldingActs;
let ports: AnnotateCopyPorts;
let licenceId: LicenceId;
let drawn: FaceContent | undefined;
let closeFiles: () => Promise<void>;

beforeAll(async () => {
  zone = await startHoldingZone();
  acts = makeHoldingActs(zone.makeHolding());
  const engines = await startTestEngines({ objectsAndQueues: true, dynamodb: true });
  closeFiles = engines.close;
  const { s3 } = makeTestClients(engines.endpoints);
  await createBuckets(s3, ['files']);
  const font = makeChineseFont(fontFile);
  const drawer = makePdfFaceDrawer(font);
  const { reader, directory, keys, signatures, log, provinceUrl } = zone.issuing;
  ports = {
    ...{ provinceUrl, reader, directory, keys, signatures, log, inflate },
    ...{ clock: zone.clock, random: systemRandom },
    seals: makeDynamoSeals({ client: zone.client, table: 'seals' }),
    types: makeDynamoDirectoryListing({ client: zone.client, table: 'directory' }),
    files: makeS3FileStore({ client: s3, signer: s3, bucket: 'files', clock: zone.clock }),
    drawer: {
      draw: (content) => {
        drawn = content;
        return drawer.draw(content);
      },
    },
    pictures: makePdfSealPictures(font),
    retrieved: makeDynamoRetrievedCopies(zone.holding),
    copiesOf: (id) => makeDynamoCopies({ client: zone.client, table: zone.table }, id),
  };
  const { request, application } = askForLicence({ body: { items } });
  const { answer } = await makeIssueLicence(zone.issuing)(request, application);
  licenceId = readLicenceId((answer.body as JsonObject)['licenceId']);
});
afterAll(async () => {
  await zone?.close();
  await closeFiles?.();
});

async function retrieve(parts: JsonObject = {}) {
  const body = toAuthorisationBody([licenceId], {
    licences: [{ licenceId, items: ['KZ_FDDBR'] }],
    until: new Date(zone.clock.now() + 3600_000).toISOString(),
    annotatedCopy: true,
    ...parts,
  });
  const { authorisationId } = await acts.authorise(zone.holders.company, body);
  const code = await acts.showCode(zone.holders.company, authorisationId);
  const key = `copy-${authorisationId}`;
  const { body: retrieved } = await acts.retrieve({ code }, { key });
  const asked = { client: counters.own, retrievalId: retrieved.retrievalId, licenceId };
  return { ...retrieved, authorisationId: authorisationId as AuthorisationId, code, key, asked };
}
const fetchFile = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const nowhere = { code: 'not-found' };

describe('an annotated copy', { timeout: 60_000 }, () => {
  it('says who, for what, until when, under which number, and of the licence what was authorised', async () => {
    const { asked, retrievalId, licences } = await retrieve();
    expect(licences[0]?.annotatedCopy).toBe(
      `/v1/retrievals/${retrievalId}/annotated-copies/${licenceId}`,
    );
    const copy = await makeAnnotateCopy(ports)(asked);
    const said = JSON.stringify({ ...drawn, credential: '' });
    const { KZ_FDDBR: shown, KZ_JYZMC: plain, ...kept } = items;
    // the credential itself says the name in the clear
    for (const value of [shown, plain]) expect(said).toContain(value);
    for (const value of [...Object.values(kept).flat(), sampleOrganisation().code]) {
      expect(said).not.toContain(value);
    }
    expect(drawn?.printedCode).toBeUndefined();
    expect(drawn?.credential).toBe(licences[0]?.credential);
    const rows = Object.fromEntries(drawn?.annotation?.rows ?? []);
    expect(rows).toMatchObject({ 用途: `${words}（${itemCode}）`, 加注编号: retrievalId });
    expect(rows['取用单位']).toMatch(/沈阳市市场监督管理局（示例）.*shenyang-counter/);
    expect(rows['授权有效期至']).toBe('2026-11-22 17:00');
    for (const text of Object.values(rows).slice(0, 4))
      expect(drawn?.annotation?.mark).toContain(text);
    if (!hasEyes) return;
    const { signatures, text, faults, codes } = lookAt(await fetchFile(copy.url));
    expect(signatures).toEqual([{ isValid: true, isTotal: true }]);
    expect(text).toContain(retrievalId);
    expect(text).toContain(shown);
    expect([faults, codes]).toEqual(['', []]);
  });

  it('is made once: who asks again gets the same, and the seal has one use more', async () => {
    const { asked, key, code } = await retrieve();
    const before = await zone.countSignatures();
    const annotate = makeAnnotateCopy(ports);
    const first = await annotate(asked);
    expect((await annotate(asked)).sha256).toBe(first.sha256);
    const again = await acts.retrieve({ code }, { key });
    expect(again.body.licences[0]?.annotatedCopy).toContain(asked.retrievalId);
    expect(await zone.countSignatures()).toBe(before + 1);
    const other = await retrieve();
    expect((await annotate(other.asked)).sha256).not.toBe(first.sha256);
    const uses = makeDynamoSealUses({ client: zone.client, tables: [zone.table] });
    const { uses: told } = await uses.list({ seal: sealId, limit: 50 });
    const copies = told.filter(({ of }) => 'form' in of && of.form === 'annotated-copy');
    expect(copies.length).toBeGreaterThanOrEqual(2);
    expect(new Set(copies.map(({ by }) => by))).toEqual(new Set([counters.own]));
  });

  it('is for whoever retrieved it, and for nobody else', async () => {
    const { asked } = await retrieve();
    const annotate = makeAnnotateCopy(ports);
    for (const wrong of [
      { client: counters.sister },
      { client: counters.other },
      { retrievalId: 'retrieval-none' },
      { licenceId: 'x' },
    ]) {
      await expect(annotate({ ...asked, ...wrong })).rejects.toMatchObject(nowhere);
    }
  });

  it('is not made where the holder does not want copies marked', async () => {
    const { asked, licences } = await retrieve({ annotatedCopy: false });
    expect(licences[0]?.annotatedCopy).toBeUndefined();
    await expect(makeAnnotateCopy(ports)(asked)).rejects.toMatchObject(nowhere);
  });

  it('is to be had for ten minutes, and no longer than the leave stands', async () => {
    const withdrawn = await retrieve();
    await makeAnnotateCopy(ports)(withdrawn.asked);
    await zone.withdrawer.withdraw(withdrawn.authorisationId, zone.clock.now());
    await expect(makeAnnotateCopy(ports)(withdrawn.asked)).rejects.toMatchObject(nowhere);
    const late = await retrieve();
    zone.clock.advance(10 * 60_000);
    await expect(makeAnnotateCopy(ports)(late.asked)).rejects.toMatchObject(nowhere);
  });

  it('is made of a valid licence only, of the version that was retrieved', async () => {
    const { asked } = await retrieve();
    const withHead = (parts: object) => ({
      ...ports,
      reader: {
        ...ports.reader,
        findHead: async (id: LicenceId) => {
          const head = await ports.reader.findHead(id);
          return head && { ...head, ...parts };
        },
      },
    });
    for (const [parts, reason] of [
      [{ state: 'suspended' }, 'licence-suspended'],
      [{ version: 2 }, 'licence-superseded'],
    ] as const) {
      await expect(makeAnnotateCopy(withHead(parts))(asked)).rejects.toMatchObject({
        code: 'state-conflict',
        details: { reason },
      });
    }
  });

  it('of a type whose document the department brings is an extract, long items in its attachment', async () => {
    const decision = {
      KZ_XMMC: '食品经营许可😀',
      KZ_SXBM: '210102-0001',
      KZ_JDNR: '决定'.repeat(2000),
    };
    const { request, application } = askForLicence({
      type: 'decision',
      body: {
        holders: [{ ...sampleOrganisation() }],
        items: decision,
        number: '沈市监许〔2026〕1号',
      },
    });
    const { answer } = await makeIssueLicence(zone.issuing)(request, application);
    const id = readLicenceId((answer.body as JsonObject)['licenceId']);
    const shown = { licenceId: id, items: ['KZ_XMMC', 'KZ_JDNR'] };
    const { asked, licences } = await retrieve({ licences: [shown] });
    const { url } = await makeAnnotateCopy(ports)({ ...asked, licenceId: id });
    expect(drawn?.title).toMatch(/摘录$/);
    expect(drawn?.rows.map(({ text }) => text)).toEqual([
      '食品经营许可〓',
      '（篇幅较长，见所附证照数据）',
    ]);
    expect(drawn?.credential).toBe(licences[0]?.credential);
    if (!hasEyes) return;
    const { signatures, faults } = lookAt(await fetchFile(url));
    expect([signatures, faults]).toEqual([[{ isValid: true, isTotal: true }], '']);
  });

  it('draws what it has no glyph for as a blank', async () => {
    const purpose = { itemCode, words: '门店😀招牌' };
    const { asked } = await retrieve({ purpose });
    await makeAnnotateCopy(ports)(asked);
    expect(drawn?.annotation?.mark).toContain('门店〓招牌');
  });

  it('is never signed without its record: every call lost before and after it landed', async () => {
    const calls = ['find', 'recordAttempt', 'sign', 'put', 'complete', 'signReading'] as const;
    for (const call of calls) {
      for (const when of ['before', 'after'] as const) {
        const { asked } = await retrieve();
        const strike = <Port extends object>(port: Port): Port =>
          call in port
            ? (failingOnce(port as never, call as never, when) as unknown as Port)
            : port;
        const copies: Faces = strike(ports.copiesOf(asked.retrievalId));
        const faulty = {
          ...ports,
          ...{ keys: strike(ports.keys), files: strike(ports.files), copiesOf: () => copies },
        };
        await expect(makeAnnotateCopy(faulty)(asked), `${call} ${when}`).rejects.toThrow();
        const sound = () => makeAnnotateCopy(ports)(asked);
        const soon = await sound().catch((error: unknown) => error);
        if (soon instanceof Error) {
          expect(soon).toMatchObject({ code: 'service-unavailable' });
          zone.clock.advance(31_000);
        }
        const { sha256, sizeBytes } = await sound();
        expect((await sound()).sha256).toBe(sha256);
        const face = await ports.copiesOf(asked.retrievalId).find(licenceId, 1);
        expect(face).toMatchObject({ state: 'made', sizeBytes });
      }
    }
    const uses = makeDynamoSealUses({ client: zone.client, tables: [zone.table] });
    expect(await zone.countSignatures()).toBeLessThanOrEqual(await uses.countAttempts(sealId));
  });
});
