import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFindPage } from '../../functions/verifying/serve-pages/serve-pages.ts';
import { buildPages } from '../../infra/bundle-pages.ts';
import { makePageFiles } from '../../shared/adapters/system/page-files.ts';

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

describe('the pages as they are built', () => {
  it.each(['counter', 'check', 'developers'])(
    'make %s load no more than 150 kB, compressed',
    (page) => {
      const loaded = files.filter((name) => name.startsWith('chunk-') || name === `${page}.js`);
      const all = [...loaded, 'kit.css', `${page}.html`];
      const bytes = all.reduce((sum, name) => sum + gzipSync(textOf(name)).length, 0);
      console.log(`${page}: ${(bytes / 1000).toFixed(1)} kB compressed, ${all.length} files`);
      expect(bytes).toBeLessThanOrEqual(150_000);
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
      .flatMap((name) => [...textOf(name).matchAll(/https?:\/\/([a-z0-9.-]+)/gi)])
      .map(([, host]) => host);
    expect(new Set(hosts)).toEqual(new Set(['www.w3.org']));
  });

  it('keep, for when there is no network, exactly what the counter consists of', async () => {
    const [, list = '[]'] = /(\[(?:"[^"]+",?)+\])/.exec(textOf('counter-worker.js')) ?? [];
    const kept = JSON.parse(list) as string[];
    expect(kept).toContain('/counter');
    for (const path of kept) expect(await find(path), path).toBeDefined();
    expect(kept.filter((path) => path.startsWith('/pages/chunk-'))).toHaveLength(
      files.filter((name) => name.startsWith('chunk-')).length,
    );
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
