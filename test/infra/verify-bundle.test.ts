import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeSampleProvince } from '../build/province-pki.ts';
import { type Bundle, bundleForBrowser, bundleVerifyFunction } from '../build/verify-bundle.ts';

const kibibyte = 1024;
const bundles: readonly (readonly [string, Bundle])[] = [
  ['the verify function', bundleVerifyFunction()],
  ['the verifier of a page', bundleForBrowser()],
];

/** What the bundle asks its runtime for. */
const externalsOf = ({ metafile }: Bundle) =>
  Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  );

describe.each(bundles)('the bundle of %s', (name, bundle) => {
  it('holds nothing but our own files', () => {
    expect(bundle.inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(bundle.text).not.toMatch(/aws-sdk|zod|middy/);
  });

  it('is at most 40 KiB as it is shipped, compressed, and grows unseen by nobody', () => {
    const shipped = gzipSync(bundle.text, { level: 9 }).length;
    console.info(`${name}: ${bundle.sizeBytes} bytes minified, ${shipped} compressed`);
    expect(shipped).toBeLessThanOrEqual(40 * kibibyte);
    expect(bundle.sizeBytes).toBeLessThanOrEqual(80 * kibibyte);
  });
});

describe('the verify function', () => {
  const bundle = bundleVerifyFunction();

  it('needs only hashing, signatures and inflating of Node, and loads neither when it starts', () => {
    expect(externalsOf(bundle)).toEqual([]);
    const asked = [...bundle.text.matchAll(/getBuiltinModule\("([^"]+)"\)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(asked)).toEqual(new Set(['node:crypto', 'node:zlib']));
  });

  it('touches no global `fetch` when it starts', async () => {
    const { certificate } = (await makeSampleProvince()).root;
    const folder = mkdtempSync(join(tmpdir(), 'yinzheng-bundle-'));
    try {
      writeFileSync(join(folder, 'index.cjs'), bundle.text);
      const watched = `let touched = 0;
        Object.defineProperty(globalThis, 'fetch', { get: () => { touched += 1; } });
        require('./index.cjs');
        process.stdout.write(String(touched));`;
      writeFileSync(join(folder, 'main.cjs'), watched);
      const env = { PROVINCE_URL: 'https://a.example', SHELF_URL: 'https://a.example' };
      const touched = execFileSync(process.execPath, [join(folder, 'main.cjs')], {
        env: { ...env, TRUST_ANCHORS: Buffer.from(certificate).toString('base64') },
      });
      expect(String(touched)).toBe('0');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the verifier of a page', () => {
  it('needs nothing of Node', () => {
    expect(externalsOf(bundleForBrowser())).toEqual([]);
  });
});
