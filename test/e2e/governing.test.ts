import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { sampleDefinition } from '../build/sample-types.ts';

type Body = Record<string, unknown>;
interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const health = '11210100MB9Y10046B';
const cafeteria = '11100000MB0341032Y999';
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-governing-'));
let service: RunningService;

beforeAll(async () => {
  service = await startRunningService();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

function yinzheng(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/yinzheng.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

const as = (clientId: string, ...args: readonly string[]) =>
  yinzheng(['--client', service.clientPath('liaoning', clientId), ...args]);
const one = (...args: readonly string[]) => as('liaoning-governor-one', 'directory', ...args);
const two = (...args: readonly string[]) => as('liaoning-governor-two', 'directory', ...args);

/** A file with this in it. */
function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const idIn = ({ out }: Ended) => /proposal-[0-9a-z]{26}/.exec(out)?.[0] ?? '';

async function propose(...args: readonly string[]): Promise<string> {
  const proposed = await one('propose', ...args);
  expect(proposed).toMatchObject({ code: 0, err: '' });
  return idIn(proposed);
}

async function govern(...args: readonly string[]): Promise<void> {
  expect(await two('confirm', await propose(...args))).toMatchObject({ code: 0, err: '' });
}

/** What the department's published sheet says that it may issue. */
async function mayIssue(): Promise<readonly Body[]> {
  const response = await fetch(`${service.urlOf('liaoning')}/departments/${health}/sheet`);
  const [, payload = ''] = (await response.text()).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).may_issue as Body[];
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await isSo()) return;
    await pause(250);
  }
  throw new Error('it never became so');
}

const issue = (out: string) => {
  const application = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as Body;
  const file = fileOf('application.json', { ...application, type: cafeteria });
  return as(
    'shenyang-health-licences',
    'licence',
    'issue',
    file,
    '--credential',
    join(folder, out),
  );
};
const verify = (credential: string) =>
  yinzheng(['verify', join(folder, credential), '--province', service.urlOf('liaoning')]);

it('shows before and after, and refuses the client that proposed', async () => {
  const file = fileOf('department.json', { code: health, name: '沈阳市卫生健康委（示例）' });
  const proposed = await one('propose', 'change-department', file);
  expect(proposed.out).toContain(
    '~ /name: "沈阳市卫生健康委员会（示例）" → "沈阳市卫生健康委（示例）"',
  );
  const id = idIn(proposed);
  const own = await one('confirm', id);
  expect(own).toMatchObject({ code: 1, out: '' });
  expect(own.err).toContain('403 same-client');
  expect((await one('proposals', '--state', 'open')).out).toContain(id);
  expect((await two('confirm', id)).out).toContain(`${id}  confirmed  change-department`);
  expect((await one('show', id)).out).toContain('confirmed by liaoning-governor-two');
  const history = await two('history', health);
  expect(history.out).toContain(
    `change-department  proposed by liaoning-governor-one, confirmed by liaoning-governor-two (${id})`,
  );
});

it('lets nobody but governing clients propose, confirm or look', async () => {
  const file = fileOf('department.json', { code: health, name: '别的（示例）' });
  const id = await propose('change-department', file);
  const stranger = 'shenyang-health-licences';
  for (const args of [
    ['propose', 'change-department', file],
    ['confirm', id],
    ['reject', id, '--reason', '示例'],
    ['proposals'],
    ['show', id],
    ['history', health],
    ['show', 'liaoning-governor-one'],
  ]) {
    expect(await as(stranger, 'directory', ...args), args.join(' ')).toMatchObject({ code: 1 });
  }
  expect((await one('reject', id, '--reason', '误提（示例）')).out).toContain('误提（示例）');
  expect((await two('confirm', id)).err).toContain('proposal-rejected');
});

it('says where a definition is bad', async () => {
  const bad = { ...sampleDefinition('foodPermit'), code: cafeteria, holder: 'nobody', items: [{}] };
  const refused = await one('propose', 'licence-type', fileOf('bad.json', bad));
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('/holder: enum');
  expect(refused.err).toContain('/items/0/kind: required');
});

it('lets a department issue a new type as soon as it may, and no longer than it may', async () => {
  const definition = { ...sampleDefinition('foodPermit'), code: cafeteria };
  await govern('licence-type', fileOf('type.json', definition));
  expect((await issue('early')).err).toContain('issuer-not-entitled');
  const from = new Date(Date.now() - 60_000).toISOString();
  const grant = { department: health, type: cafeteria, from };
  await govern('entitlement', fileOf('grant.json', grant));
  await until(async () => (await mayIssue()).some((entry) => entry['type'] === cafeteria));
  expect(await issue('licence')).toMatchObject({ code: 0, err: '' });
  await until(async () => (await verify('licence')).code === 0);
  const end = { ...grant, until: new Date(Date.now() + 12_000).toISOString() };
  await govern('end-entitlement', fileOf('end.json', end));
  await until(async () => (await issue('late')).err.includes('issuer-not-entitled'));
  await until(async () => (await mayIssue()).some((entry) => entry['until'] !== undefined));
  expect(await verify('licence')).toMatchObject({ code: 0 });
});

it('registers a client, gives it a second key, and revokes it', async () => {
  const makeKey = (kid: string) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d, ...jwk } = privateKey.export({ format: 'jwk' });
    return { publicKey: { ...jwk, kid }, privateKey: { ...jwk, d } };
  };
  const clientId = 'liaoning-auditor';
  const keys = [makeKey('first'), makeKey('second')] as const;
  const token = ({ publicKey: { kid }, privateKey }: (typeof keys)[number]) => {
    const issuer = service.urlOf('liaoning');
    const file = fileOf(`client-${kid}.json`, { clientId, issuer, kid, privateKey });
    return yinzheng(['--client', file, 'token']);
  };
  const registration = {
    id: clientId,
    name: '审计（示例）',
    scopes: ['directory:read'],
    keys: [keys[0].publicKey],
  };
  const withPrivate = fileOf('private.json', { clientId, privateKey: keys[0].privateKey });
  expect(await one('propose', 'client', withPrivate)).toMatchObject({ code: 2 });
  await govern('client', fileOf('client.json', registration));
  expect((await token(keys[0])).code).toBe(0);
  expect((await token(keys[1])).code).toBe(1);
  await govern('client-key', clientId, fileOf('key.json', keys[1].publicKey));
  await govern('remove-client-key', clientId, 'first');
  expect((await token(keys[0])).code).toBe(1);
  expect((await token(keys[1])).code).toBe(0);
  await govern('revoke-client', clientId);
  expect((await token(keys[1])).code).toBe(1);
});

it('holds the ceremony against a province at work, and verifies it by its transcript', async () => {
  const port = service.ports['liaoning'] ?? 0;
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port + 1}`,
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port + 2}`,
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    DIRECTORY_TABLE: 'liaoning-directory',
    PROVINCE_NAME: '辽宁省',
  };
  const ceremony = (...args: readonly string[]) => yinzheng(['ceremony', ...args], environment);
  const present = ['--present', 'key-officer:LX', '--present', 'witness:WM', '--sample'];
  const transcript = (name: string) => ['--transcript', join(folder, name)];

  expect((await ceremony('--dry-run')).err).not.toContain('to-make');
  expect(await ceremony(...transcript('lonely.json'))).toMatchObject({ code: 2 });
  const held = await ceremony(...present, ...transcript('held.json'));
  expect(held.code).toBe(0);
  expect(held.err).not.toContain('made');
  expect(await ceremony(...present, ...transcript('held.json'))).toMatchObject({ code: 2 });
  const path = join(folder, 'held.json');
  expect(await ceremony('--verify', path)).toMatchObject({ code: 0 });
  const written = readFileSync(path, 'utf8');
  expect(held.out).toContain(JSON.parse(written).digest);
  writeFileSync(path, written.replace('"LX"', '"LY"'));
  expect(await ceremony('--verify', path)).toMatchObject({ code: 3 });

  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const governor = {
    id: 'liaoning-governor-three',
    name: '省级管理三（示例）',
    scopes: ['directory:propose'],
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'third' }],
  };
  const entering = ['--governor', fileOf('three.json', governor), ...present];
  expect((await ceremony(...entering, ...transcript('three.json'))).code).toBe(2);
  const entered = await ceremony(...entering, ...transcript('governors.json'));
  expect(entered).toMatchObject({ code: 0, err: expect.stringContaining('entered') });
  expect((await one('history', governor.id)).out).toContain('register-client  ceremony');

  const announced = await ceremony(
    '--announce',
    'status-signer',
    ...present,
    ...transcript('a.json'),
  );
  expect(announced.code).toBe(0);
  const early = ['--switch', 'status-signer', ...present];
  const refused = await ceremony(...early, ...transcript('early.json'));
  expect(refused.err).toContain('announced-too-recently');
  expect(JSON.parse(readFileSync(join(folder, 'early.json'), 'utf8'))).toMatchObject({
    brokenOff: expect.stringContaining('announced-too-recently'),
  });
  const signers = async () => {
    const list = await (await fetch(`${service.urlOf('liaoning')}/trust-list`)).text();
    return JSON.parse(Buffer.from(list.split('.')[1] ?? '', 'base64url').toString())
      .status_signers as string[];
  };
  await until(async () => (await signers()).length === 2);
  const switched = await ceremony(...early, '--at-once', ...transcript('switched.json'));
  expect(switched.code).toBe(0);
  await until(async () => (await signers()).length === 2);
  expect(await verify('licence')).toMatchObject({ code: 0 });
  expect(await ceremony('--verify', join(folder, 'a.json'))).toMatchObject({ code: 0 });
});
