import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeStampDocument,
  type StampDocumentPorts,
} from '../../functions/sealing/stamp-document/stamp-document.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStamps } from '../../shared/adapters/aws/dynamo-stamps.ts';
import { makeS3FileStore } from '../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { libpdfTextFinder } from '../../shared/adapters/documents/libpdf-text-finder.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { type AskedStamp, stampBody } from '../../shared/api/stamps.ts';
import { readCms } from '../../shared/formats/cms.ts';
import { openPdf } from '../../shared/formats/document-file.ts';
import { isOnlyFurtherSeal } from '../../shared/formats/document-revisions.ts';
import { readSignatures } from '../../shared/formats/document-signatures.ts';
import { toCaller } from '../build/callers.ts';
import { hasEyes, lookAt } from '../build/document-eyes.ts';
import { makePlainDocument, prepareDocument, replaceText } from '../build/documents.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';
import { failingOnce } from '../build/failing-once.ts';
import { type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { makeSampleProvince } from '../build/province-pki.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { sealId } from '../build/sample-seal.ts';

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const bucket = 'files';
const department = sampleDepartment().code;
const caller = toCaller('shenyang-licensing', ['seals:stamp'], department);

let zone: IssuingZone;
let ports: StampDocumentPorts;
let closeFiles: () => Promise<void>;

beforeAll(async () => {
  zone = await startIssuingZone();
  const engines = await startTestEngines({ objectsAndQueues: true, dynamodb: true });
  closeFiles = engines.close;
  const { s3 } = makeTestClients(engines.endpoints);
  await createBuckets(s3, [bucket]);
  const issuing = zone.makeContainer();
  const { sealingCa } = await makeSampleProvince();
  const certificates = {
    ...{ root: '', statusSigner: '', listSigner: '', receiptSigner: '', trailSigner: '' },
    sealingCa: Buffer.from(sealingCa.certificate).toString('base64'),
  };
  const table = { client: zone.client, table: 'seals' };
  ports = {
    stamps: makeDynamoStamps({ ...table, clock: zone.clock }),
    seals: makeDynamoSeals(table),
    directory: { findCertificates: async () => certificates },
    files: makeS3FileStore({ client: s3, signer: s3, bucket, clock: zone.clock }),
    pictures: makePdfSealPictures(makeChineseFont(fontFile)),
    finder: libpdfTextFinder,
    ...{ keys: issuing.keys, signatures: issuing.signatures, inflate },
    ...{ clock: zone.clock, random: systemRandom, log: issuing.log },
  };
});
afterAll(async () => {
  await zone.close();
  await closeFiles();
});

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');
let keys = 0;

function command(
  document: Uint8Array | string,
  given: Partial<AskedStamp> & Record<string, unknown> = {},
) {
  keys += 1;
  const asked = stampBody.parse({
    document:
      typeof document === 'string'
        ? { upload: document }
        : { content: Buffer.from(document).toString('base64') },
    ...(given.form === 'cades' ? {} : { placements: [{ page: 1, x: 150, y: 240 }] }),
    ...given,
  });
  const request = {
    client: caller.clientId,
    keyDigest: digestOf(`key-${keys}`),
    requestDigest: digestOf(JSON.stringify(asked)),
  };
  return { id: sealId, caller, request, asked };
}

const stamp = (...args: Parameters<typeof command>) => makeStampDocument(ports)(command(...args));
const fetchFile = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const stamped = async (...args: Parameters<typeof command>) =>
  fetchFile((await stamp(...args)).answer.url);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: {
      code?: string;
      details?: { reason?: string; errors?: { pointer: string; code: string }[] };
    }) =>
      [
        error.code,
        error.details?.reason,
        ...(error.details?.errors ?? []).map((one) => `${one.pointer} ${one.code}`),
      ]
        .filter(Boolean)
        .join(' '),
  );

describe('a stamp', () => {
  it('seals a document, a second one seals it again, and both hold', async () => {
    const once = await stamped(await makePlainDocument({ pages: 3 }), { reason: '测试' });
    zone.clock.advance(60_000);
    const twice = await stamped(once, {
      placements: [{ page: 2, x: 50, y: 50 }, { acrossEdges: true }],
    });
    const signatures = readSignatures(await openPdf(twice, inflate));
    expect(signatures.map(({ reason }) => reason)).toEqual(['测试', undefined]);
    const [first, second] = signatures;
    expect([first?.end, second?.end]).toEqual([once.length, twice.length]);
    const [before, after] = [await openPdf(once, inflate), await openPdf(twice, inflate)];
    expect(isOnlyFurtherSeal({ before, after, signature: second?.number ?? 0 })).toBe(true);
    if (!hasEyes) return;
    const seen = lookAt(twice);
    expect(seen.signatures).toEqual([
      { isValid: true, isTotal: false },
      { isValid: true, isTotal: true },
    ]);
    expect(seen.faults).toBe('');
  });

  it('goes where it is asked for: by millimetres, over words, across the edges of all pages', async () => {
    const bytes = await stamped(await makePlainDocument({ pages: 3, packed: true }), {
      placements: [
        { page: 1, x: 100, y: 100 },
        { keyword: 'page 2', which: 'last' },
        { acrossEdges: true },
      ],
    });
    const { objects } = await openPdf(bytes, inflate);
    const places = [...objects.values()].flatMap((value) =>
      value instanceof Map && value.has('Rect') ? [value.get('Rect') as number[]] : [],
    );
    expect(places).toHaveLength(5);
    const middle = ([left = 0, bottom = 0, right = 0, top = 0]: number[]) => [
      Math.round((left + right) / 2),
      Math.round((bottom + top) / 2),
    ];
    expect(middle(places[0] ?? [])).toEqual([283, 559]);
    const words = middle(places[1] ?? []);
    expect(words[0]).toBeGreaterThan(60);
    expect(words[1]).toBeGreaterThan(740);
    for (const edge of places.slice(2)) expect(Math.round(edge[2] ?? 0)).toBe(595);
  });

  it('refuses what is not there to be sealed, and what may not be', async () => {
    const plain = await makePlainDocument({ pages: 1 });
    const before = await zone.countSignatures();
    const place = (placement: object) =>
      reasonOf(stamp(plain, { placements: [placement as never] }));
    expect(await place({ page: 2, x: 1, y: 1 })).toBe(
      'request-invalid /placements/0/page too-large',
    );
    expect(await place({ page: 1, x: 900, y: 1 })).toBe('request-invalid /placements/0 too-large');
    expect(await place({ keyword: 'nowhere', which: 'last' })).toBe(
      'request-invalid /placements/0/keyword unknown',
    );
    expect(await place({ acrossEdges: true })).toBe(
      'request-invalid /placements/0/acrossEdges not-allowed',
    );
    expect(await reasonOf(stamp('upload-0123456789abcdefghjkmnpqrs'))).toBe(
      'request-invalid /document/upload unknown',
    );
    expect(await reasonOf(stamp(plain.subarray(0, 300)))).toBe('document-unfit document-eof');
    expect(await reasonOf(stamp(new TextEncoder().encode('no PDF')))).toBe(
      'document-unfit document-header',
    );
    const named = (name: string) => replaceText(plain, ['/MediaBox', name.padEnd(9)]);
    expect(await reasonOf(stamp(named('/AA 1 %')))).toMatch(/^document-unfit/);
    const active = replaceText(plain, ['/Type /Catalog', '/JS 5 /AA   7 ']);
    expect(await reasonOf(stamp(active))).toBe('document-unfit active-content');
    const encrypted = replaceText(plain, ['/Root', '/Encrypt 1 0 R/Root'.slice(0, 5)]);
    expect(await reasonOf(stamp(encrypted))).toMatch(/^document-unfit/);
    const { bytes: open } = await prepareDocument(plain, { isFinal: true });
    expect(await reasonOf(stamp(open))).toMatch(
      /^document-unfit (certified-no-changes|der-|document-)/,
    );
    expect(await zone.countSignatures()).toBe(before);
  });

  it('is another department’s for nobody, and made under an enabled seal only', async () => {
    const one = command(await makePlainDocument());
    const other = toCaller('x', ['seals:stamp'], '11330100MB9Y200172' as never);
    const stampDocument = makeStampDocument(ports);
    expect(await reasonOf(stampDocument({ ...one, caller: other }))).toBe('not-found');
    await zone.enterSealState('suspended');
    expect(await reasonOf(stampDocument(one))).toBe('seal-not-enabled suspended');
    await zone.enterSealState('enabled');
  });

  it('signs any other file beside it', async () => {
    const file = new TextEncoder().encode('任何文件（示例）');
    const { answer } = await stamp(file, { form: 'cades' });
    const signature = await fetchFile(answer.url);
    const folder = mkdtempSync(join(tmpdir(), 'yinzheng-cades-'));
    writeFileSync(join(folder, 'file'), file);
    writeFileSync(join(folder, 'file.p7s'), signature);
    const options = ['cms', '-verify', '-binary', '-inform', 'DER', '-noverify', '-in', 'file.p7s'];
    const told = spawnSync('openssl', [...options, '-content', 'file'], { cwd: folder });
    expect(String(told.stderr)).toContain('CMS Verification successful');
    rmSync(folder, { recursive: true });
    const cms = readCms(signature);
    expect(Buffer.from(cms.messageDigest).toString('base64url')).toBe(answer.documentSha256);
    expect(answer.documentSha256).toBe(createHash('sha256').update(file).digest('base64url'));
    expect(cms.signingTime).toBe(Math.floor(zone.clock.now() / 1000));
  });

  it('is made once for one key, and never signed without its record: every call lost before and after it landed', async () => {
    const document = await makePlainDocument();
    const calls = [
      ['stamps', 'findByRequest'],
      ['stamps', 'recordAttempt'],
      ['keys', 'sign'],
      ['files', 'put'],
      ['stamps', 'complete'],
      ['files', 'signReading'],
    ] as const;
    for (const [port, call] of calls) {
      for (const when of ['before', 'after'] as const) {
        const one = command(document);
        const faulty = {
          ...ports,
          [port]: failingOnce(ports[port] as unknown as Record<string, never>, call as never, when),
        } as StampDocumentPorts;
        const make = () => makeStampDocument(faulty)(one);
        await expect(make(), `${port}.${call} ${when}`).rejects.toThrow();
        const soon = await make().catch((error: unknown) => error);
        if (soon instanceof Error) {
          expect(soon).toMatchObject({ code: 'idempotency-in-flight' });
          zone.clock.advance(31_000);
        }
        const done = await make();
        const again = await make();
        expect(again.replayed).toBe(true);
        expect(again.answer.sha256).toBe(done.answer.sha256);
        expect(again.answer.stampId).toBe(done.answer.stampId);
      }
    }
    const uses = makeDynamoSealUses({ client: zone.client, tables: ['register', 'seals'] });
    const recorded = await uses.countAttempts(sealId);
    expect(await zone.countSignatures()).toBeLessThanOrEqual(recorded);
    const other = {
      ...command(document),
      request: { ...command(document).request, keyDigest: digestOf('key-1') },
    };
    expect(await reasonOf(makeStampDocument(ports)(other))).toBe('idempotency-mismatch');
  });
});
