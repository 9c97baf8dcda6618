import type { IncomingMessage, ServerResponse } from 'node:http';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type MirrorProvinces,
  makeMirrorProvinces,
} from '../../functions/publishing/mirror-provinces/mirror-provinces.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoMirrorMarks } from '../../shared/adapters/aws/dynamo-mirror-marks.ts';
import { makeDynamoShelfArchive } from '../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { makeHttpForeignFiles } from '../../shared/adapters/system/http-foreign-files.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { ProvinceCode } from '../../shared/domain/recognised-province.ts';
import { toBase64url } from '../../shared/formats/base64url.ts';
import { issueLeavesPath, issueRootPath } from '../../shared/formats/issue-root.ts';
import { toIssueLeaves } from '../../shared/formats/issue-root-leaves.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import { digestOf } from '../build/digest-of.ts';
import { startTestEngines } from '../build/engines.ts';
import { toIssueRootFiles } from '../build/issue-root-files.ts';
import { makeIssueChain, toDigests } from '../build/issue-roots.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { type ServedProvince, serveProvince } from '../build/serve-province.ts';

let engines: Awaited<ReturnType<typeof startTestEngines>>;
let dynamo: ReturnType<typeof makeDynamoClient>;
let shelf: ReturnType<typeof makeS3Shelf>;
let zhejiang: ServedProvince;
let mirror: MirrorProvinces;
let alerts: LogFields[] = [];
const clock = { seconds: sampleSeconds, now: () => (clock.seconds * 1000) as Moment };

beforeAll(async () => {
  engines = await startTestEngines({ dynamodb: true, objectsAndQueues: true });
  const { dynamodb = '', objectsAndQueues = '' } = engines.endpoints;
  dynamo = makeDynamoClient(localClientConfig(dynamodb));
  await createTables(dynamo, [{ name: 'shelf' }]);
  const s3 = makeS3Client(
    { AWS_ENDPOINT_URL_S3: objectsAndQueues },
    localClientConfig(objectsAndQueues),
  );
  await createBuckets(s3, ['shelf']);
  shelf = makeS3Shelf({ client: s3, bucket: 'shelf' });
});
afterAll(() => engines.close());

const archive = () => makeDynamoShelfArchive({ client: dynamo, table: 'shelf' });
const marks = () => makeDynamoMirrorMarks({ client: dynamo, table: 'shelf' });

/** A process of its own: what it knows of numbers seen is in the table. */
function startMirror(timeoutMilliseconds = 5000): MirrorProvinces {
  const { code, url, name, root } = zhejiang.province;
  const certificate = Buffer.from(root.certificate).toString('base64');
  return makeMirrorProvinces({
    clock,
    directory: {
      listProvinces: async () => [
        {
          code: code as ProvinceCode,
          name,
          url,
          anchors: [{ certificate, fingerprint: '' }],
          state: 'recognised',
        },
      ],
    },
    foreignFiles: makeHttpForeignFiles({ network: 'loopback', timeoutMilliseconds }),
    marks: marks(),
    shelf,
    archive: archive(),
    primitives: makeNodePrimitives(),
    log: { note: () => undefined, alert: (_event, fields) => alerts.push(fields) },
  });
}

let serial = 330000;
beforeEach(async () => {
  // another province each time, so that no test meets the marks of another
  serial += 10_000;
  clock.seconds = sampleSeconds;
  alerts = [];
  zhejiang = await serveProvince({ code: String(serial) });
  mirror = startMirror();
  return () => zhejiang.served.close();
});

const held = async (name: string) => {
  const file = await shelf.find(`mirrors/${zhejiang.province.code}/${name}`);
  return file && Buffer.from(file.body).toString();
};
const outcomeOf = async (run = mirror) => (await run())[0]?.outcome;
const reasons = () => alerts.map(({ reason }) => reason);
const list = (draft: object) =>
  makeTrustListFile(zhejiang.province, makeSheetFile(zhejiang.province), { draft });
const statusPath = () => zhejiang.statusListPath.slice(1);

describe('mirroring a province', () => {
  it('puts its lists and sheets on our shelf, and keeps each version by its time', async () => {
    expect(await outcomeOf()).toBe('updated');
    const { code, department } = zhejiang.province;
    const trustList = (await held('trust-list')) ?? '';
    const sheet = makeSheetFileDigest();
    expect(await held(`departments/${department.code}/sheets/${sheet}`)).toBeDefined();
    expect(await held(statusPath())).toBeDefined();
    const version = await archive().findAt(`mirrors/${code}/trust-list`, sampleSeconds - 60);
    expect(version?.digest).toBe(digestOf(trustList));
    expect(
      await archive().findAt(`mirrors/${code}/trust-list`, sampleSeconds - 61),
    ).toBeUndefined();
  });

  it('asks only whether they are the same once it has them', async () => {
    await mirror();
    zhejiang.served.asked.length = 0;
    expect(await outcomeOf()).toBe('held');
    expect(zhejiang.served.asked).toEqual([
      '/trust-list 304',
      '/status-lists 200',
      `${zhejiang.statusListPath} 304`,
      '/issue-roots/latest 404',
    ]);
  });

  it('goes on with what it has when nobody answers', async () => {
    await mirror();
    const before = await held('trust-list');
    await zhejiang.served.close();
    expect(await outcomeOf()).toBe('unreachable');
    expect(await held('trust-list')).toBe(before);
    expect(alerts).toEqual([]);
  });

  it('takes a newer list', async () => {
    await mirror();
    zhejiang.put({ trustList: list({ number: 8 }) });
    expect(await outcomeOf()).toBe('updated');
    expect(await held('trust-list')).toBe(servedText('/trust-list'));
  });
});

function servedText(path: string): string {
  const file = zhejiang.served.files.get(path);
  return typeof file === 'object' ? String(file.body) : '';
}

/** Digest of the sheet that is served. */
function makeSheetFileDigest(): string {
  const path = [...zhejiang.served.files.keys()].find((one) => one.includes('?digest=')) ?? '';
  return path.split('=').at(-1) ?? '';
}

describe('a trust list that is refused, while the one that was held stays', () => {
  it.each<readonly [string, () => string | Promise<string>, string]>([
    ['rolled back', () => list({ number: 6 }), 'file-rolled-back'],
    [
      'forked: another one under its number',
      () => list({ number: 7, issuedAt: sampleSeconds - 59 }),
      'file-forked',
    ],
    [
      'expired',
      () =>
        list({ number: 9, issuedAt: sampleSeconds - 7 * daySeconds, nextUpdate: sampleSeconds }),
      'trust-list-stale',
    ],
    [
      're-signed under another root of the same name',
      async () => {
        const { name, code, url, department } = zhejiang.province;
        const forger = await makeSampleProvince({ name, code, url, department });
        return makeTrustListFile(forger, makeSheetFile(forger), { draft: { number: 9 } });
      },
      'trust-list-untrusted',
    ],
    [
      'signed by the status signer',
      () =>
        makeTrustListFile(zhejiang.province, makeSheetFile(zhejiang.province), {
          draft: { number: 9 },
          signer: zhejiang.province.statusSigner,
        }),
      'trust-list-untrusted',
    ],
    ['truncated', () => list({ number: 9 }).slice(0, -40), 'trust-list-malformed'],
    [
      'truncated within its claims',
      () => list({ number: 9 }).slice(0, 900),
      'trust-list-malformed',
    ],
    [
      'of another province',
      () => list({ number: 9, province: { code: '210000', name: '辽宁省' } }),
      'trust-list-mismatch',
    ],
    [
      'that names files at another host',
      () =>
        list({
          number: 9,
          endpoints: {
            statusLists: 'http://169.254.169.254/status-lists',
            sheets: `${zhejiang.province.url}/departments`,
            verification: zhejiang.province.url,
          },
        }),
      'trust-list-mismatch',
    ],
  ])('%s', async (_name, make, reason) => {
    await mirror();
    const before = await held('trust-list');
    zhejiang.put({ trustList: await make() });
    // by a process that never saw the newer one
    expect(await outcomeOf(startMirror())).toBe('refused');
    expect(reasons()).toEqual([reason]);
    expect(await held('trust-list')).toBe(before);
  });
});

describe('a status list that is refused, while the one that was held stays', () => {
  const statusList = (changes: Parameters<typeof makeStatusListFile>[1]) => () =>
    makeStatusListFile(zhejiang.province, changes);
  const inflated = (bytes: Buffer) =>
    statusList({ claims: { status_list: { bits: 4, lst: toBase64url(bytes) } } });
  it.each<readonly [string, () => string, string]>([
    ['rolled back', statusList({ draft: { issuedAt: sampleSeconds - 6 } }), 'file-rolled-back'],
    [
      'expired',
      statusList({ draft: { issuedAt: sampleSeconds - daySeconds } }),
      'status-list-stale',
    ],
    [
      'of another province',
      statusList({ draft: { issuer: 'https://other.example' } }),
      'status-list-mismatch',
    ],
    [
      'with another sub',
      () =>
        makeStatusListFile(zhejiang.province, {
          draft: { address: `${zhejiang.province.url}/status-lists/other` },
        }),
      'status-list-mismatch',
    ],
    [
      'signed by the list signer',
      () => makeStatusListFile(zhejiang.province, { signer: zhejiang.province.listSigner }),
      'status-list-untrusted',
    ],
    [
      'that inflates beyond all bounds',
      inflated(deflateSync(new Uint8Array(64 * 2 ** 20))),
      'status-list-malformed',
    ],
    [
      'with bytes behind its end',
      inflated(Buffer.concat([deflateSync(new Uint8Array(64)), Buffer.from('more')])),
      'status-list-malformed',
    ],
  ])('%s', async (_name, make, reason) => {
    await mirror();
    const before = await held(statusPath());
    zhejiang.put({ statusList: make() });
    expect(await outcomeOf(startMirror())).toBe('refused');
    expect(reasons()).toEqual([reason]);
    expect(await held(statusPath())).toBe(before);
  });
});

describe('issue roots', () => {
  const hours = [toDigests('a', 'b'), toDigests('c'), toDigests('d')];
  /** Serves a chain, of which a file may be another one. */
  const serveRoots = (
    chain: readonly IssueRootFiles[],
    instead: Readonly<Record<string, string>> = {},
  ) => {
    for (const [path, file] of toIssueRootFiles(chain)) {
      zhejiang.served.files.set(`/${path}`, { ...file, body: instead[path] ?? file.body });
    }
  };

  it('are mirrored with their digests, each once, and go on where they ended', async () => {
    const chain = await makeIssueChain(zhejiang.province, hours);
    serveRoots(chain.slice(0, 2));
    expect(await outcomeOf()).toBe('updated');
    expect(await held(issueRootPath(1))).toBe(chain[0]?.compact);
    expect(await held(issueLeavesPath(2))).toBe(chain[1]?.leaves);
    expect(await held(issueRootPath('latest'))).toBe(chain[1]?.compact);
    serveRoots(chain);
    zhejiang.served.asked.length = 0;
    await startMirror()();
    expect(await held(issueLeavesPath(3))).toBe(chain[2]?.leaves);
    expect(zhejiang.served.asked.filter((one) => one.includes('issue-roots/'))).toEqual([
      '/issue-roots/latest 200',
      '/issue-roots/3 200',
      '/issue-roots/3/leaves 200',
    ]);
    expect(alerts).toEqual([]);
  });

  it('are not missed where a province publishes none', async () => {
    expect(await outcomeOf()).toBe('updated');
    expect(alerts).toEqual([]);
  });

  it.each<readonly [string, (chain: readonly IssueRootFiles[]) => Record<string, string>, string]>([
    [
      'over other digests',
      () => ({ [issueLeavesPath(2)]: toIssueLeaves(toDigests('x')) }),
      'issue-leaves-differ',
    ],
    [
      'whose digests are cut off',
      (chain) => ({ [issueLeavesPath(2)]: chain[1]?.leaves.slice(0, -3) ?? '' }),
      'issue-leaves-differ',
    ],
    [
      'that is another one than its number says',
      (chain) => ({ [issueRootPath(2)]: chain[2]?.compact ?? '' }),
      'issue-root-unchained',
    ],
    [
      'that is cut off',
      (chain) => ({ [issueRootPath(2)]: chain[1]?.compact.slice(0, -9) ?? '' }),
      'issue-root-malformed',
    ],
    ['larger than any', () => ({ [issueRootPath(2)]: 'x'.repeat(20_000) }), 'too-large'],
  ])('are refused from the first one %s, and those before it stay', async (_what, make, reason) => {
    const chain = await makeIssueChain(zhejiang.province, hours);
    serveRoots(chain, make(chain));
    expect(await outcomeOf()).toBe('refused');
    expect(reasons()).toEqual([reason]);
    expect(await held(issueRootPath(1))).toBe(chain[0]?.compact);
    expect(await held(issueRootPath(2))).toBeUndefined();
    expect(await held(issueRootPath(3))).toBeUndefined();
  });

  it('of a forger, a rolled back one and one that leads elsewhere are refused', async () => {
    const { province } = zhejiang;
    const chain = await makeIssueChain(province, hours);
    serveRoots(chain);
    await mirror();
    const { name, code, url, department } = province;
    const forger = await makeSampleProvince({ name, code, url, department });
    serveRoots(await makeIssueChain(forger, hours));
    expect(await outcomeOf()).toBe('refused');
    serveRoots(chain.slice(0, 1));
    expect(await outcomeOf(startMirror())).toBe('refused');
    zhejiang.served.files.set('/issue-roots/latest', (_request, response) =>
      response.writeHead(302, { Location: 'http://169.254.169.254/' }).end(),
    );
    expect(await outcomeOf()).toBe('refused');
    expect(reasons()).toEqual(['issue-root-untrusted', 'file-rolled-back', 'redirected']);
    expect(await held(issueRootPath('latest'))).toBe(chain[2]?.compact);
  });
});

describe('an answer that is refused before it is opened', () => {
  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  const head = { 'Content-Type': 'application/trust-list+jwt' };
  it.each<readonly [string, Answer, string]>([
    [
      'a redirect to the metadata of the cloud',
      (_request, response) =>
        response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data/' }).end(),
      'redirected',
    ],
    [
      'of another media type',
      (_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('x'),
      'media-type',
    ],
    [
      'compressed',
      (_request, response) =>
        response.writeHead(200, { ...head, 'Content-Encoding': 'gzip' }).end('x'),
      'encoding',
    ],
    [
      'without end',
      (_request, response) => {
        response.writeHead(200, head);
        const more = () => response.destroyed || response.write(Buffer.alloc(2 ** 20), more);
        more();
      },
      'too-large',
    ],
    ['forbidden', (_request, response) => response.writeHead(403).end(), 'status'],
  ])('%s', async (_name, answer, reason) => {
    zhejiang.served.files.set('/trust-list', answer);
    expect(await outcomeOf()).toBe('refused');
    expect(reasons()).toEqual([reason]);
    expect(await held('trust-list')).toBeUndefined();
  });

  it('is not waited for without end, nor when it is cut off', async () => {
    const { files } = zhejiang.served;
    files.set('/trust-list', (_request, response) => {
      response.writeHead(200, head).write('x');
    });
    expect(await outcomeOf(startMirror(200))).toBe('unreachable');
    files.set('/trust-list', (_request, response) => {
      response.writeHead(200, { ...head, 'Content-Length': '100' }).write('x');
      response.destroy();
    });
    expect(await outcomeOf()).toBe('unreachable');
  });
});

describe('the public network', () => {
  const files = makeHttpForeignFiles({ network: 'public', timeoutMilliseconds: 2000 });
  const ask = (address: string) => files.fetch({ address, mediaType: 'text/plain', maxBytes: 10 });
  it.each([
    ['http://example.com/trust-list', 'address-insecure'],
    ['ftp://example.com/trust-list', 'address-insecure'],
    ['https://user:secret@example.com/trust-list', 'address-insecure'],
    ['not an address', 'address-insecure'],
    ['https://169.254.169.254/latest/meta-data/', 'address-private'],
    ['https://127.0.0.1/', 'address-private'],
    ['https://2130706433/', 'address-private'],
    ['https://0x7f.1/', 'address-private'],
    ['https://10.1.2.3/', 'address-private'],
    ['https://192.168.1.1/', 'address-private'],
    ['https://100.64.0.1/', 'address-private'],
    ['https://[::1]/', 'address-private'],
    ['https://[fd00:ec2::254]/', 'address-private'],
    ['https://[::ffff:169.254.169.254]/', 'address-private'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'address-private'],
    ['https://localhost/', 'address-private'],
  ])('is the only one that is asked: %s', async (address, reason) => {
    expect(await ask(address)).toEqual({ outcome: 'refused', reason });
  });
});
