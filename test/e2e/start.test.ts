import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeServiceClient } from '../../local/seed/service-client.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import {
  findPorts,
  type RunningService,
  spawnService,
  startRunningService,
} from '../build/running-service.ts';

const clock = { now: () => Date.now() as Moment };
const processLists = '/proc';

let service: RunningService;

beforeAll(async () => {
  service = await startRunningService({ provinces: ['liaoning', 'zhejiang'] });
});
afterAll(() => service.stop());

/** Process ids whose command line names the directory. */
function processesOver(directory: string): readonly string[] {
  return readdirSync(processLists).filter((pid) => /^\d+$/.test(pid) && names(pid, directory));
}

function names(pid: string, directory: string): boolean {
  try {
    return readFileSync(join(processLists, pid, 'cmdline'), 'utf8').includes(directory);
  } catch {
    return false;
  }
}

async function expectNoneLeft(directory: string): Promise<void> {
  for (let tries = 0; tries < 50 && processesOver(directory).length > 0; tries += 1) {
    await pause(100);
  }
  expect(processesOver(directory)).toEqual([]);
}

const textAt = async (url: string) => (await fetch(url)).text();
const claimsOf = (compact: string) =>
  JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString());

it('says where both provinces are, with sample clients and ready seals', () => {
  for (const province of ['liaoning', 'zhejiang'] as const) {
    expect(service.output()).toContain(service.urlOf(province));
    for (const { clients, seal, name } of service.samples(province)) {
      expect(service.output()).toContain(name);
      expect(service.output()).toContain(seal);
      expect(service.output()).toContain(clients.licences);
    }
  }
});

it('keeps client files to their owner', () => {
  const path = service.clientPath('liaoning', 'shenyang-market-regulation-licences');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('has published a trust list that names every department with its sheet and an enabled seal', async () => {
  const url = service.urlOf('zhejiang');
  const trustList = claimsOf(await textAt(`${url}/trust-list`));
  expect(trustList.iss).toBe(url);
  expect(trustList.departments).toHaveLength(service.samples('zhejiang').length);
  for (const { department, seal } of service.samples('zhejiang')) {
    const sheet = claimsOf(await textAt(`${url}/departments/${department}/sheet`));
    expect(sheet.seals).toMatchObject([{ id: seal, states: [{ state: 'enabled' }] }]);
  }
});

it('answers a client of its own province, and not one of the other', async () => {
  const call = {
    path: '/v1/licences',
    body: {},
    idempotencyKey: 'start-test',
  };
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  await expect(makeServiceClient(client, clock)(call)).rejects.toThrow('request-invalid');
  const stranger = { ...client, issuer: service.urlOf('zhejiang') };
  await expect(makeServiceClient(stranger, clock)(call)).rejects.toThrow('401');
});

it('verifies the sample licence as soon as it is ready', async () => {
  const path = service.clientPath('liaoning', 'x').replace('x.json', 'sample-licence-1.credential');
  const credential = readFileSync(path, 'utf8').trim();
  const response = await fetch(`${service.urlOf('liaoning')}/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  });
  expect(await response.json()).toMatchObject({ verdict: 'valid' });
});

it('refuses to start beside another on the same ports, in one line, and harms nothing', async () => {
  const { directory, ports } = service;
  const second = await spawnService({
    provinces: ['liaoning'],
    directory,
    ports,
    args: ['--fresh'],
  });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/^Ports (\d+, ){4}\d+ are taken on 127\.0\.0\.1: .+\n$/);
  expect((await fetch(`${service.urlOf('liaoning')}/trust-list`)).status).toBe(200);
});

it('names the one port that somebody else has taken', async () => {
  const server = createServer();
  const { liaoning: first = 0 } = await findPorts(['liaoning']);
  const port = first + 1;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const second = await spawnService({ ports: { liaoning: first } });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Port ${port} is taken`);
  server.close();
});

it('refuses arguments that mean nothing', async () => {
  for (const [args, words] of [
    [['--now=yesterday'], '--now yesterday is not a time'],
    [['--province=atlantis'], 'no province atlantis'],
    [['--frehs'], '--fresh'],
  ] as const) {
    const refused = await spawnService({ args });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(words);
  }
});

it('finds everything as it was on a second start, and leaves no process behind', async () => {
  const first = await startRunningService();
  const { directory, ports } = first;
  const url = first.urlOf('liaoning');
  const before = {
    samples: first.samples('liaoning'),
    client: first.client('liaoning', 'shenyang-health-licences'),
    trustList: claimsOf(await textAt(`${url}/trust-list`)),
    metadata: await textAt(`${url}/.well-known/jwt-vc-issuer`),
  };
  expect(processesOver(directory).length).toBeGreaterThanOrEqual(5);
  await first.stop({ keepData: true });
  await expectNoneLeft(directory);

  const second = await startRunningService({ directory, ports });
  expect(second.samples('liaoning')).toEqual(before.samples);
  expect(second.client('liaoning', 'shenyang-health-licences')).toEqual(before.client);
  expect(await textAt(`${url}/.well-known/jwt-vc-issuer`)).toBe(before.metadata);
  const after = claimsOf(await textAt(`${url}/trust-list`));
  expect(after.number).toBeGreaterThan(before.trustList.number);
  expect(after.departments).toEqual(before.trustList.departments);
  expect(after.sealing_cas).toEqual(before.trustList.sealing_cas);

  second.process.kill('SIGKILL');
  await second.ended;
  await expectNoneLeft(directory);
  rmSync(dirname(directory), { recursive: true });
});

it('completes a first start that was broken off anywhere', async () => {
  const { directory, ports } = await breakOff({}, 700);
  for (const afterMilliseconds of [1400, 2000]) {
    await breakOff({ directory, ports }, afterMilliseconds);
  }
  const whole = await startRunningService({ directory, ports });
  expect(whole.samples('liaoning')).toHaveLength(7);
  const seals = new Set(whole.samples('liaoning').map(({ seal }) => seal));
  expect(seals.size).toBe(7);
  await whole.stop();
});

/** Starts, and kills it after so long. */
async function breakOff(start: Parameters<typeof spawnService>[0], afterMilliseconds: number) {
  const broken = await spawnService(start);
  await pause(afterMilliseconds);
  broken.process.kill('SIGKILL');
  await broken.ended;
  await expectNoneLeft(broken.directory);
  return broken;
}

it('stops everything when one child dies, and says which', async () => {
  const started = await startRunningService();
  const { directory } = started;
  const engines = processesOver(join(directory, 'liaoning', 'kms'));
  process.kill(Number(engines[0]), 'SIGKILL');
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain('The KMS engine ended (SIGKILL)');
  await expectNoneLeft(directory);
  rmSync(dirname(directory), { recursive: true });
});

it('refuses data of another version, address or age, with what to do', async () => {
  const started = await startRunningService({ args: ['--now=2020-05-01T00:00:00Z'] });
  const { directory, ports } = started;
  await started.stop({ keepData: true });
  const moved = await spawnService({ directory });
  expect(await moved.ended).toBe(1);
  expect(moved.output()).toMatch(/belongs to http:\/\/127\.0\.0\.1:\d+.+--fresh/);
  const over = await spawnService({ directory, ports });
  expect(await over.ended).toBe(1);
  expect(over.output()).toMatch(/certificates of this data are over.+ --fresh/);
  expect(over.output()).not.toMatch(/\.ts:\d/);
  writeFileSync(join(directory, 'version'), '0\n');
  const older = await spawnService({ directory, ports });
  expect(await older.ended).toBe(1);
  expect(older.output()).toMatch(/is of version 0, .+ npm start -- --fresh/);
  const fresh = await startRunningService({ directory, ports, args: ['--fresh'] });
  await fresh.stop();
});

it('lives at another time when it is told to', async () => {
  const shifted = await startRunningService({ args: ['--now=2026-05-01T00:00:00Z'] });
  const { iat } = claimsOf(await textAt(`${shifted.urlOf('liaoning')}/trust-list`));
  expect(new Date(iat * 1000).toISOString()).toMatch(/^2026-05-01T00:0[01]/);
  await shifted.stop();
});
