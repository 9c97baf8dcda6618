import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeBundle } from '../../infra/bundles.ts';
import { makeSampleProvince } from '../build/province-pki.ts';
import { bundleForBrowser, bundleVerifyFunction } from '../build/verify-bundle.ts';

const kibibyte = 1024;
const { main, later } = bundleVerifyFunction();
const page = bundleForBrowser();

const verifier = later.find(({ name }) => name.startsWith('wire-verifying'));
if (verifier === undefined) throw new Error('the verify function has no verifier');
/** What every container has loaded by the time it verifies its first licence. */
const verifying = {
  inputs: [...main.inputs, ...verifier.inputs],
  text: main.text + verifier.text,
};

const startedWith = [
  ['the verify function', verifying],
  ['the verifier of a page', page],
] as const;

describe.each(startedWith)('what %s verifies with', (name, { inputs, text }) => {
  it('holds nothing but our own files', () => {
    expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(text).not.toMatch(/aws-sdk|zod|middy/);
  });

  it('is at most 40 KiB as it is shipped, compressed', () => {
    const shipped = gzipSync(text, { level: 9 }).length;
    console.info(`${name}: ${Buffer.byteLength(text)} bytes minified, ${shipped} compressed`);
    expect(shipped).toBeLessThanOrEqual(40 * kibibyte);
  });
});

describe('the verify function', () => {
  it('starts with its edge alone', () => {
    expect(Buffer.byteLength(main.text)).toBeLessThanOrEqual(40 * kibibyte);
    expect(
      main.inputs.filter((path) => /shared\/verify\/(?!read-trust-anchors)/.test(path)),
    ).toEqual([]);
  });

  /** A new carrier belongs here: its code is loaded when the first of its kind is presented. */
  it('loads later what few verifications need', () => {
    const seldom =
      /problem\/catalogue|verify\/(check-holder-binding|document-|read-document|examine-printed-code|path-revocation|prove-signing-time|issue-roots)|formats\/(printed-code|cbor|document|cms)|domain\/identifier\.ts|http\/problem-response/;
    expect(verifying.inputs.filter((path) => seldom.test(path))).toEqual([]);
    const entries = later.map(({ name }) => name.replace(/-[0-9A-Z]{8}\.js$/, ''));
    expect(entries.filter((name) => name !== 'chunk').sort()).toEqual([
      'check-holder-binding',
      'document-verifier',
      'examine-printed-code',
      'http-uploads',
      'identifier',
      'problem-response',
      'prove-signing-time',
      'verify-document',
      'wire-verifying',
    ]);
  });

  it('needs only hashing, signatures and inflating of Node, and loads neither when it starts', () => {
    const texts = [main, ...later].map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/require\("(?!\.\/)/);
    const asked = [...texts.matchAll(/getBuiltinModule\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(new Set(asked)).toEqual(new Set(['node:crypto', 'node:zlib']));
  });

  it('touches no global `fetch` when it starts', async () => {
    const { certificate } = (await makeSampleProvince()).root;
    const folder = mkdtempSync(join(tmpdir(), 'yinzheng-bundle-'));
    try {
      writeBundle({ main, later }, folder);
      const watched = `let touched = 0;
        Object.defineProperty(globalThis, 'fetch', { get: () => { touched += 1; } });
        require('./index.js');
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
    expect(page.externals).toEqual([]);
  });
});
