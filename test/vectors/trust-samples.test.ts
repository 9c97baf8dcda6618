import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { digestOf } from '../build/digest-of.ts';
import { SampleShelf } from '../build/presented.ts';
import { sampleSeconds } from '../build/province-pki.ts';
import { claimsOf } from '../build/publishing.ts';

const read = (name: string) => readFileSync(`docs/samples/trust/${name}`, 'utf8').trim();
const zhejiangUrl = 'https://yinzheng.zhejiang.example';
const liaoningUrl = 'https://yinzheng.liaoning.example';

/** The samples of docs/trust-lists.md as they would lie at their addresses; one may be replaced. */
async function verifySamples(changes: Readonly<Record<string, string>> = {}) {
  const shelf = new SampleShelf();
  const files = {
    [`${zhejiangUrl}/trust-list`]: read('zhejiang-trust-list.jwt'),
    [`${liaoningUrl}/trust-list`]: read('liaoning-trust-list.jwt'),
    [`${liaoningUrl}/departments/11210100MB9Y10011Q/sheet`]: read('liaoning-sheet.jwt'),
    [`${liaoningUrl}/status-lists/north-000001`]: read('liaoning-status-list.jwt'),
    ...changes,
  };
  for (const [address, text] of Object.entries(files)) shelf.put(address, text);
  const root = read('zhejiang-root.pem').replace(/-----[A-Z ]+-----/g, '');
  const verifier = makeVerifier({
    primitives: makeNodePrimitives(),
    shelf,
    anchors: [
      { certificate: new Uint8Array(Buffer.from(root, 'base64')), provinceUrl: zhejiangUrl },
    ],
    ownProvinceUrl: zhejiangUrl,
    clock: { now: () => sampleSeconds * 1000 },
  });
  return verifier.verify({ credential: read('liaoning-permit.credential') });
}

it('the samples of the specification verify together, for ever at their time', async () => {
  const found = await verifySamples();
  expect(found.checks.filter((check) => 'reason' in check)).toEqual([]);
  expect(found.verdict).toBe('valid');
  expect(found.recognition?.agreement).toBe('liaoning-zhejiang-1');
});

it('the list names the sheet by the digest of all its bytes, and the root that is handed over', () => {
  const list = claimsOf(read('liaoning-trust-list.jwt'));
  const [department] = list['departments'] as { sheet: string }[];
  expect(department?.sheet).toBe(digestOf(read('liaoning-sheet.jwt')));
  const pem = read('liaoning-root.pem').replace(/-----[A-Z ]+-----|\s/g, '');
  expect(list['roots']).toEqual([pem]);
});

it.each([
  ['the own list', `${zhejiangUrl}/trust-list`, 'zhejiang-trust-list.jwt'],
  ['the other list', `${liaoningUrl}/trust-list`, 'liaoning-trust-list.jwt'],
  ['the status list', `${liaoningUrl}/status-lists/north-000001`, 'liaoning-status-list.jwt'],
])('%s with another signature verifies no more', async (_name, address, file) => {
  const [header, payload, signature = ''] = read(file).split('.');
  const other = signature.startsWith('A') ? 'B' : 'A';
  const forged = `${header}.${payload}.${other}${signature.slice(1)}`;
  expect((await verifySamples({ [address]: forged })).verdict).toBe('indeterminate');
});

it('every claim that the samples carry is described in the specification', () => {
  const text = readFileSync('docs/trust-lists.md', 'utf8');
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        names.add(name);
        collect(member);
      }
    }
  };
  for (const file of [
    'zhejiang-trust-list.jwt',
    'liaoning-sheet.jwt',
    'liaoning-status-list.jwt',
  ]) {
    collect(claimsOf(read(file)));
  }
  expect([...names].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
