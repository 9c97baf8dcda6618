import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cutBy, type Ended, yinzhengOffline } from '../build/cut-network.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

let service: RunningService;
let kit: string;
let credential: string;

beforeAll(async () => {
  service = await startRunningService();
  kit = join(service.directory, 'counter.yzkit');
  credential = service.clientPath('liaoning', 'sample-licence-1').replace('.json', '.credential');
});
afterAll(() => service.stop());

const anchor = () =>
  `--anchor=${service.clientPath('liaoning', 'root.pem').replace(/\.json$/, '')}`;
const province = () => `--province=${service.urlOf('liaoning')}`;

function yinzheng(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/yinzheng.ts', province(), ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const offline = (...args: readonly string[]) => yinzhengOffline(province(), ...args);
const verifyOffline = (what: string, ...args: readonly string[]) =>
  offline('verify', what, `--kit=${kit}`, anchor(), ...args);

it('is fetched once, and after that only what is new', async () => {
  const first = await yinzheng('kit', 'fetch', kit, anchor(), '--json');
  expect(first, first.stderr).toMatchObject({ code: 0 });
  const { kits, fetchedParts } = JSON.parse(first.stdout);
  expect(kits).toMatchObject([{ number: 1, missing: [], isPastGrace: false }]);
  expect(fetchedParts).toBe(kits[0].parts);
  const again = await yinzheng('kit', 'fetch', kit, anchor(), '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ fetchedParts: 0, keptParts: fetchedParts });
});

it('verifies with the network cut, and says how old it is', async () => {
  console.log(`the network is cut by ${cutBy}`);
  const asked = await offline('verify', credential);
  expect(asked.code, 'the network is really cut').toBe(5);
  const { code, stdout, stderr } = await verifyOffline(credential);
  expect(stdout).toContain('valid  state valid');
  expect(stderr).toContain('0 min old  good until');
  expect(code).toBe(0);
});

it('verifies a folder, says how far it is, and what is wrong with each', async () => {
  const folder = join(service.directory, 'folder');
  mkdirSync(folder);
  copyFileSync(credential, join(folder, 'good.credential'));
  writeFileSync(join(folder, 'junk.txt'), 'junk');
  const text = readFileSync(credential, 'utf8');
  writeFileSync(join(folder, 'cut.credential'), text.slice(0, text.length / 2));
  const { code, stdout, stderr } = await verifyOffline(folder);
  expect(stderr).toContain('verified 3 of 3');
  expect(stdout).toMatch(/^valid +good.credential$/m);
  expect(stdout).toMatch(/^invalid +junk.txt {2}.*malformed/m);
  expect(stdout).toContain('1 valid, 2 invalid, 0 indeterminate, 0 refused');
  expect(code).toBe(3);
  const { files, kits } = JSON.parse((await verifyOffline(folder, '--json')).stdout);
  expect(files).toHaveLength(3);
  expect(kits[0].ageSeconds).toBeLessThan(600);
});

it('is no other answer than the service gives to the same folder', async () => {
  const folder = join(service.directory, 'folder');
  const here = JSON.parse((await verifyOffline(folder, '--json')).stdout);
  const there = await yinzheng('verify', folder, '--json');
  expect(there).toMatchObject({ code: 3, stderr: expect.stringContaining('verified 3 of 3') });
  const { files, summary } = JSON.parse(there.stdout);
  expect(summary).toEqual(here.summary);
  expect(files.map(({ checks }: { checks: object }) => checks)).toEqual(
    here.files.map(({ checks }: { checks: object }) => checks),
  );
});

it('is told about, whole or in parts, by what it says of itself', async () => {
  const city = join(service.directory, 'city.yzkit');
  await yinzheng('kit', 'fetch', city, anchor(), '--city=2101');
  const { code, stdout } = await offline('kit', 'info', city, '--json');
  const [{ missing }] = JSON.parse(stdout);
  expect(missing).not.toContain('sheets/2101');
  expect(missing).toContain('sheets/2102');
  expect(code).toBe(0);
  const later = new Date(Date.now() + 25 * 3600_000).toISOString();
  const old = await offline('kit', 'verify', kit, anchor(), `--at=${later}`);
  expect(old).toMatchObject({ code: 4, stdout: expect.stringContaining('PAST ITS GRACE') });
});

it('is not to be replaced by an older one, nor to be touched', async () => {
  const good = readFileSync(kit, 'utf8');
  const seen = JSON.parse(readFileSync(`${kit}.seen.json`, 'utf8'));
  const [[url, { digest }]] = Object.entries(seen) as [[string, { digest: string }]];
  writeFileSync(`${kit}.seen.json`, JSON.stringify({ [url]: { number: 9, digest } }));
  const rolledBack = await verifyOffline(credential);
  expect(rolledBack).toMatchObject({ code: 1, stderr: expect.stringContaining('rolled-back') });
  const refetched = await yinzheng('kit', 'fetch', kit, anchor());
  expect(refetched).toMatchObject({ code: 1, stderr: expect.stringContaining('rolled-back') });
  rmSync(`${kit}.seen.json`);
  writeFileSync(kit, good.replace('/trust-list ', '/trust-list  '));
  const touched = await offline('kit', 'verify', kit, anchor());
  expect(touched).toMatchObject({ code: 3, stderr: expect.stringContaining('part-mismatch') });
  writeFileSync(kit, good);
  const stranger = await offline('verify', credential, `--kit=${kit}`);
  expect(stranger).toMatchObject({ code: 2, stderr: expect.stringContaining('--anchor') });
});

it('counts for nothing past its grace', async () => {
  await service.stop();
  const twoDaysAgo = new Date(Date.now() - 48 * 3600_000).toISOString();
  service = await startRunningService({ args: [`--now=${twoDaysAgo}`] });
  const old = join(service.directory, 'old.yzkit');
  const path = service.clientPath('liaoning', 'sample-licence-1').replace('.json', '.credential');
  const fetched = await yinzheng('kit', 'fetch', old, anchor());
  expect(fetched, fetched.stderr).toMatchObject({ code: 0 });
  const late = await offline('verify', path, `--kit=${old}`, anchor());
  expect(late).toMatchObject({ code: 4, stderr: expect.stringContaining('PAST ITS GRACE') });
  expect(late.stdout).toContain('indeterminate');
});
