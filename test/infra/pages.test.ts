import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeServePages } from '../../functions/verifying/serve-pages/handler.ts';
import { makeFindPage } from '../../functions/verifying/serve-pages/serve-pages.ts';
import { buildPages } from '../../infra/bundle-pages.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { makePageFiles } from '../../shared/adapters/system/page-files.ts';
import { toApiEvent } from '../build/api-events.ts';
import { measureFirstLoad } from '../build/page-sizes.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-pages-'));
buildPages(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const files = readdirSync(folder);
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const identity = { issuer: 'https://login.example', client: 'pages' };
const facts = {
  provinceUrl: 'https://province.example',
  anchors: 'AAAA',
  identity,
  clockOffset: 0,
};
const find = makeFindPage(makePageFiles(folder), facts);

/** All that a file may ever load. */
function listReached(name: string): ReadonlySet<string> {
  const reached = new Set([name]);
  for (const one of reached) {
    for (const [, found = ''] of textOf(one).matchAll(/"\.\/([\w-]+\.js)"/g)) reached.add(found);
  }
  return reached;
}

describe('the pages as they are built', () => {
  it.each(['counter', 'check', 'desk', 'developers', 'me'])(
    'make %s load no more than 150 kB, compressed',
    (page) => {
      const { files: count, compressedBytes } = measureFirstLoad(folder, page);
      console.log(`${page}: ${(compressedBytes / 1000).toFixed(1)} kB compressed, ${count} files`);
      expect(compressedBytes).toBeLessThanOrEqual(150_000);
    },
  );

  it.each(files.filter((name) => name.endsWith('.html')))(
    'have no script or style in %s',
    (name) => {
      const html = textOf(name);
      expect(html).not.toMatch(/<style|style=|\son[a-z]+=|javascript:/);
      expect(html.match(/<script[^>]*>[^<]/)).toBeNull();
      const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
      expect(addresses.filter((one) => one !== 'data:,' && !one?.startsWith('/pages/'))).toEqual(
        [],
      );
    },
  );

  it('ask nobody else: no address of another host stands in them but names of namespaces', () => {
    const hosts = files
      .filter((name) => !name.endsWith('.wasm'))
      .flatMap((name) => [...textOf(name).matchAll(/https?:\/\/([a-z0-9.-]+)/gi)])
      .map(([, host]) => host);
    // the last is where a library would take its WebAssembly from: it is told our own address, and the policy lets nothing else through
    expect(new Set(hosts)).toEqual(new Set(['www.w3.org', 'fastly.jsdelivr.net']));
  });

  it('let nothing pop up: what is to be confirmed is asked in the page', () => {
    for (const name of files.filter((one) => one.endsWith('.js'))) {
      expect(textOf(name), name).not.toMatch(
        /(?<![.\w$])(?:alert|prompt)\(|window\.(?:open|confirm)|showModal/,
      );
    }
  });

  it('keep, for when there is no network, exactly what the counter consists of', async () => {
    const [, list = '[]'] = /(\[(?:"[^"]+",?)+\])/.exec(textOf('counter-worker.js')) ?? [];
    const kept = JSON.parse(list) as string[];
    expect(kept).toContain('/counter');
    for (const path of kept) expect(await find(path), path).toBeDefined();
    for (const name of listReached('counter.js')) expect(kept).toContain(`/pages/${name}`);
    for (const name of ['zxing.wasm', 'kit.css', 'counter.css']) {
      expect(kept).toContain(`/pages/${name}`);
    }
    expect(kept).not.toContain('/pages/check.js');
  });
});

describe('the function that serves them', () => {
  it('tells them whom to trust', async () => {
    const settings = await find('/pages/settings.json');
    expect(JSON.parse(String(settings?.text))).toEqual(facts);
  });

  it.each([
    '/pages/../index.js',
    '/pages/..%2findex.js',
    '/pages/counter.html',
    '/pages/counter-worker.js',
    '/pages/',
    '/pages/x.js',
    '/counter/',
    '/index.js',
  ])('finds nothing at %s', async (path) => {
    expect(await find(path)).toBeUndefined();
  });
});

describe('what pages may connect to', () => {
  const serve = makeServePages(find, {
    ...{ provinceUrl: facts.provinceUrl, identityOrigin: 'https://login.example' },
    filesOrigin: 'https://files.example',
  });

  it.each([
    ['/q', "'self'"],
    ['/developers', "'self'"],
    ['/me', "'self' https://login.example"],
    ['/counter', "'self' https://login.example"],
    ['/desk', "'self' https://login.example https://files.example"],
  ])('%s: %s', async (path, connections) => {
    const event = toApiEvent({ method: 'GET', path, headers: {}, pathParameters: {} });
    const { headers = {} } = await serve(event, undefined);
    const policy = String(headers['Content-Security-Policy']).split('; ');
    expect(policy).toContain(`connect-src ${connections}`);
  });

  it.each(['cn-north-1', 'eu-central-1'])(
    'names the bucket of files in %s',
    (region) => {
      const variables = synthesise(region)
        .filter(({ stackName }) => stackName.endsWith('-verifying'))
        .flatMap(({ template }) => Object.values(template.Resources))
        .map(({ Properties }) => JSON.stringify(Properties?.['Environment'] ?? {}));
      const origin = variables.find((one) => one.includes('FILES_ORIGIN'));
      expect(origin).toMatch(/https:\/\/.*sealing:ExportsOutput.*Files.*RegionalDomainName/);
    },
    120_000,
  );
});
