import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SignCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

interface Ended {
  readonly code: number;
  readonly text: string;
}

let service: RunningService;

beforeAll(async () => {
  service = await startRunningService({ args: ['--now=2026-11-22T08:30:00Z'] });
});
afterAll(() => service.stop());

/** Runs `yinzheng` as an operator would. */
function yinzheng(...args: readonly string[]): Promise<Ended> {
  const own = [`--province=${service.urlOf('liaoning')}`, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/yinzheng.ts', ...own], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

const besideClients = (name: string) => service.clientPath('liaoning', name).replace(/\.json$/, '');
const anchor = () => `--anchor=${besideClients('root.pem')}`;
/** The sample licence was issued when the service first started, at half past eight. */
const inclusion = (credential = besideClients('sample-licence-1.credential')) =>
  yinzheng('audit', 'inclusion', credential, anchor());

async function restartAt(now: string): Promise<void> {
  const { directory, ports } = service;
  await service.stop({ keepData: true });
  service = await startRunningService({ directory, ports, args: [`--now=${now}`] });
}

/** Roots are published beside the service, once it has started. */
async function waitForRootUntil(second: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const compact = await (await fetch(`${service.urlOf('liaoning')}/issue-roots/latest`)).text();
    const [, payload = ''] = compact.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
    if (claims.until >= second) return;
    await pause(100);
  }
  throw new Error('no root was published');
}

const auditTrail = (...args: readonly string[]) => yinzheng('audit', 'trail', anchor(), ...args);

it('finds the trail of what was done whole', async () => {
  const { code, text } = await auditTrail();
  expect(text).toMatch(/^whole {2}\d\d+ rows, 1 checkpoints\n {2}checked: /);
  expect(code).toBe(0);
  const unanchored = await yinzheng('audit', 'trail');
  expect(unanchored).toMatchObject({ code: 2, text: expect.stringContaining('--anchor') });
});

it('says of a licence that was just issued that its hour is not rooted yet', async () => {
  expect(await inclusion()).toMatchObject({
    code: 4,
    text: expect.stringContaining('not-rooted-yet'),
  });
});

it('proves, when the hour is over, that the licence was brought into force in it', async () => {
  await restartAt('2026-11-22T10:10:00Z');
  await waitForRootUntil(Date.UTC(2026, 10, 22, 9) / 1000);
  const { code, text } = await inclusion();
  expect(text).toContain('hour until 2026-11-22T09:00:00.000Z');
  expect(code).toBe(0);
});

it('denies, after the days in which it could have come, a licence that never came into force', async () => {
  const good = readFileSync(besideClients('sample-licence-1.credential'), 'utf8');
  const [jws = '', ...disclosures] = good.trim().split('~');
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const backdated = JSON.stringify({ ...claims, iat: claims.iat - 1 });
  const forged = join(service.directory, 'forged.credential');
  const other = `${header}.${Buffer.from(backdated).toString('base64url')}.${signature}`;
  writeFileSync(forged, [other, ...disclosures].join('~'));
  await restartAt('2026-12-02T10:10:00Z');
  await waitForRootUntil(Date.UTC(2026, 11, 2, 10) / 1000);
  expect(await inclusion(forged)).toMatchObject({
    ...{ code: 3, text: expect.stringContaining('not-included') },
  });
  expect((await inclusion()).code).toBe(0);
});

it('finds the whole chain in order, and remembers its end', async () => {
  const seen = join(service.directory, 'seen.json');
  const audit = () =>
    yinzheng('audit', 'roots', anchor(), `--seen=${seen}`, '--at=2026-12-02T10:15:00Z');
  const first = await audit();
  expect(first).toMatchObject({ code: 0, text: expect.stringContaining('whole') });
  expect(JSON.parse(readFileSync(seen, 'utf8')).number).toBeGreaterThan(2);
  expect((await audit()).code).toBe(0);
  writeFileSync(seen, JSON.stringify({ number: 2, digest: 'A'.repeat(43) }));
  expect(await audit()).toMatchObject({ code: 3, text: expect.stringContaining('root 2  forked') });
  const stranger = await yinzheng('audit', 'roots', '--at=2026-12-02T10:15:00Z');
  expect(stranger).toMatchObject({ code: 2, text: expect.stringContaining('--anchor') });
});

it('finds one planted signature, and none before it', async () => {
  const before = await yinzheng('audit', 'seal-uses');
  expect(before, before.text).toMatchObject({ code: 0 });
  expect(before.text).not.toContain('unrecorded');
  const kms = makeKmsClient(
    localClientConfig(`http://127.0.0.1:${Number(service.ports['liaoning']) + 2}`),
  );
  const [sample] = service.samples('liaoning');
  await kms.send(
    new SignCommand({
      KeyId: `alias/yinzheng-${sample?.seal}`,
      Message: randomBytes(32),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  const after = await yinzheng('audit', 'seal-uses');
  expect(after.text).toContain('ALARM: 1 signature(s) that no record knows of');
  expect(after.text.match(/unrecorded-signatures/g)).toHaveLength(1);
  expect(after.text).toContain(`${sample?.seal}  unrecorded-signatures`);
  expect(after.code).toBe(1);
});

it('tells a gap in the watch, and one altered row, by the very row', async () => {
  const seen = join(service.directory, 'trail-seen.json');
  const watched = await auditTrail(`--seen=${seen}`);
  // the service was stopped for days: nobody signed meanwhile
  expect(watched).toMatchObject({ code: 4, text: expect.stringContaining('silent') });
  expect(JSON.parse(readFileSync(seen, 'utf8')).sequence).toBeGreaterThanOrEqual(3);
  const endpoint = `http://127.0.0.1:${Number(service.ports['liaoning']) + 1}`;
  const digits = (value: number) => ({ S: String(value).padStart(12, '0') });
  await makeDynamoClient(localClientConfig(endpoint)).send(
    new UpdateItemCommand({
      TableName: 'liaoning-trail',
      Key: { pk: { S: 'trail#000000000000' }, sk: digits(7) },
      UpdateExpression: 'SET body = :nothing',
      ExpressionAttributeValues: { ':nothing': { S: '{}' } },
    }),
  );
  const { code, text } = await auditTrail(`--seen=${seen}`);
  expect(text).toContain('not whole');
  expect(text).toContain('row 8  unchained');
  expect(code).toBe(3);
  writeFileSync(seen, JSON.stringify({ sequence: 1, digest: 'A'.repeat(43) }));
  expect((await auditTrail(`--seen=${seen}`)).text).toContain('checkpoint 1  forked');
});
