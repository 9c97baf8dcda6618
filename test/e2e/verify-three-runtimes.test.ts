import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from '../../infra/bundles.ts';
import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toBase64url } from '../../shared/formats/base64url.ts';
import { departmentSheetMediaType } from '../../shared/formats/department-sheet.ts';
import { statusListMediaType } from '../../shared/formats/status-list.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { trustListMediaType } from '../../shared/formats/trust-list.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import { toApiEvent } from '../build/api-events.ts';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleCredential, sampleIndex } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  sampleSeconds,
} from '../build/province-pki.ts';
import { type PublicFiles, servePublicFiles } from '../build/public-files.ts';
import { bundleForBrowser, bundleVerifyFunction } from '../build/verify-bundle.ts';
import type { BrowserTask } from '../build/verify-in-browser.ts';

const suspendedIndex = sampleIndex + 1;
let served: PublicFiles;
let province: SampleProvince;
let stranger: SampleProvince;
let credentials: Readonly<Record<string, string>>;
let inNode: readonly Verification[];
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-verify-'));

/** Status list `number`, with other packed entries laid over. */
function serveStatusList(number: string, statusList: JsonObject): string {
  const address = `${province.url}/status-lists/north-${number}`;
  const entries = [{ index: suspendedIndex, status: 0x02 }];
  const usual = { draft: { address, entries } };
  const odd = Object.keys(statusList).length > 0 ? { claims: { status_list: statusList } } : {};
  served.files.set(`/status-lists/north-${number}`, {
    body: makeStatusListFile(province, { ...usual, ...odd }),
    contentType: statusListMediaType,
  });
  return address;
}

function serveProvince(): void {
  const sheet = makeSheetFile(province);
  const { code } = province.department;
  served.files.set(`/departments/${code}/sheet?digest=${digestOf(sheet)}`, {
    body: sheet,
    contentType: departmentSheetMediaType,
  });
  const body = makeTrustListFile(province, sheet);
  served.files.set('/trust-list', { body, contentType: trustListMediaType });
}

function makeCredentials(): Readonly<Record<string, string>> {
  const packed = deflateSync(new Uint8Array(65_536));
  const toLst = (bytes: Uint8Array) => ({ bits: 4, lst: toBase64url(new Uint8Array(bytes)) });
  const good = serveStatusList('000001', {});
  const trailing = serveStatusList('000002', toLst(Buffer.concat([packed, Buffer.from('x')])));
  const bomb = serveStatusList('000003', toLst(deflateSync(new Uint8Array(8 * 2 ** 20))));
  const cut = serveStatusList('000004', toLst(packed.subarray(0, -2)));
  const at = (uri: string, index: number) =>
    makeSampleCredential(province, { content: { status: { uri, index } } });
  const valid = at(good, sampleIndex);
  const [jws = '', first = '', ...others] = valid.split('~');
  return {
    valid,
    suspended: at(good, suspendedIndex),
    tampered: [jws, `${first.slice(0, -4)}AAAA`, ...others].join('~'),
    'of another root': makeSampleCredential(stranger),
    'with a list that has something behind it': at(trailing, sampleIndex),
    'with a list that is a bomb': at(bomb, sampleIndex),
    'with a list cut short': at(cut, sampleIndex),
    'with a list that is not there': at(`${province.url}/status-lists/north-000009`, 1),
  };
}

async function verifyHere(): Promise<readonly Verification[]> {
  const clock = { now: () => sampleSeconds * 1000 };
  const verifier = makeVerifier({
    primitives: makeNodePrimitives(),
    shelf: makeHttpShelf({ clock, provinceUrl: province.url, shelfUrl: province.url }),
    anchors: [{ certificate: province.root.certificate, provinceUrl: province.url }],
    ownProvinceUrl: province.url,
    clock,
  });
  const found: Verification[] = [];
  for (const credential of Object.values(credentials)) {
    found.push(await verifier.verify({ credential }));
  }
  return found;
}

const anchors = () => Buffer.from(province.root.certificate).toString('base64');

/** Runs the deployed bundle in a process of its own, one event after the other. */
async function verifyInLambda(): Promise<readonly Verification[]> {
  const events = Object.values(credentials).map((credential) =>
    toApiEvent({ path: '/v1/verifications', body: { credential } }),
  );
  writeBundle(bundleVerifyFunction(), folder);
  writeFileSync(join(folder, 'events.json'), JSON.stringify(events));
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { handler } = require('./index.js');
     console.log = () => {};
     (async () => {
       const results = [];
       for (const event of require('./events.json')) results.push(await handler(event, {}));
       process.stdout.write(JSON.stringify(results));
       process.exit();
     })();`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.cjs')], {
    env: {
      PROVINCE_URL: province.url,
      SHELF_URL: province.url,
      TRUST_ANCHORS: anchors(),
      CLOCK_OFFSET_MS: String(sampleSeconds * 1000 - Date.now()),
    },
    maxBuffer: 16 * 2 ** 20,
  });
  const results = JSON.parse(stdout) as { statusCode: number; body: string }[];
  expect(results.every(({ statusCode }) => statusCode === 200)).toBe(true);
  return results.map(({ body }) => JSON.parse(body) as Verification);
}

async function verifyInBrowser({ browser }: TestBrowser): Promise<readonly Verification[]> {
  const page = await browser.newPage();
  await page.goto(`${served.url}/page`);
  await page.addScriptTag({ content: bundleForBrowser().text });
  const task: BrowserTask = {
    provinceUrl: province.url,
    anchors: anchors(),
    now: sampleSeconds * 1000,
    credentials: Object.values(credentials),
  };
  const found = await page.evaluate<string>(`verifyAll(${JSON.stringify(task)})`);
  return JSON.parse(found) as Verification[];
}

beforeAll(async () => {
  served = await servePublicFiles();
  served.files.set('/page', {
    body: '<!doctype html><title>page</title>',
    contentType: 'text/html',
  });
  province = await makeSampleProvince({ url: served.url });
  stranger = await makeSampleProvince({ url: served.url });
  serveProvince();
  credentials = makeCredentials();
  inNode = await verifyHere();
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('one verification in three runtimes', () => {
  it('gives its verdicts in Node', () => {
    const verdicts = Object.keys(credentials).map((name, at) => [name, inNode[at]?.verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({
      valid: 'valid',
      suspended: 'invalid',
      tampered: 'invalid',
      'of another root': 'invalid',
      'with a list that has something behind it': 'indeterminate',
      'with a list that is a bomb': 'indeterminate',
      'with a list cut short': 'indeterminate',
      'with a list that is not there': 'indeterminate',
    });
  });

  it('gives the same in the Lambda bundle', async () => {
    // its clock runs on while its process starts
    const ageless = ({ statusAgeSeconds = 0, ...rest }: Verification) => ({
      ...rest,
      isFresh: statusAgeSeconds < 60,
    });
    expect((await verifyInLambda()).map(ageless)).toEqual(inNode.map(ageless));
  });

  it('gives the same in a browser', async () => {
    const browser = await startBrowser();
    try {
      expect(await verifyInBrowser(browser)).toEqual(inNode);
    } finally {
      await browser.close();
    }
  });
});
