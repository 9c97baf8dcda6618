import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnchor } from '../../cli/audit/read-anchor.ts';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession, type ServiceSession } from '../../cli/service-client.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeEngineSignCounts } from '../../local/kms/read-sign-counts.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { told } from '../build/verifying-scene.ts';

type Body = Record<string, unknown>;

const permit = JSON.parse(readFileSync('docs/samples/food-permit.json', 'utf8')) as Body;
const startedAt = '2026-11-22T08:30:00Z';
/** Two hours later the hour of the first licences has its root. */
const rootedAt = '2026-11-22T10:10:00Z';
const department = '11210100MB9Y10011Q';
const newName = '沈阳市市场监督和知识产权局（示例）';

let service: RunningService;
let shift = 0;

const now = () => Date.now() + shift;
const url = () => service.urlOf('liaoning');
const as = (clientId: string): ServiceSession =>
  openSession(service.client('liaoning', clientId), { now, proofs: makeProofMaker({ now }) });

async function start(at: string): Promise<void> {
  const parts = service ? { directory: service.directory, ports: service.ports } : {};
  if (service) await service.stop({ keepData: true });
  shift = Date.parse(at) - Date.now();
  service = await startRunningService({ ...parts, args: [`--now=${at}`] });
}

beforeAll(() => start(startedAt));
afterAll(() => service.stop());

async function post(session: ServiceSession, path: string, body: unknown) {
  // what may be put is named by a code; all else is posted
  const method = /^\/v1\/departments\/\w+$/.test(path) ? 'PUT' : 'POST';
  const asked = { method, path, body, idempotencyKey: randomUUID() } as const;
  return (await session.call(asked)).body;
}
const get = async (session: ServiceSession, path: string) =>
  (await session.call({ method: 'GET', path })).body;

const clerk = () => as('shenyang-market-regulation-licences');
const keeper = () => as('shenyang-market-regulation-seal-keeper');
const move = (id: string, by: ServiceSession, body: object) =>
  post(by, `/v1/seals/${id}/state-changes`, body);

async function issue(seal: string): Promise<string> {
  const { credential } = await post(clerk(), '/v1/licences', { ...permit, seal });
  return String(credential);
}

/** As a counter that just came to work would: it holds nothing yet. */
async function verify(credential: string): Promise<string> {
  const clock = { now: () => now() as Moment };
  const provinceUrl = url();
  const root = service.clientPath('liaoning', 'root.pem').replace(/\.json$/, '');
  const verifier = makeVerifier({
    ...{ primitives: makeNodePrimitives(), clock, ownProvinceUrl: provinceUrl },
    shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl: provinceUrl }),
    anchors: [{ certificate: readAnchor(root), provinceUrl }],
  });
  return told(await verifier.verify({ credential }), 'seal');
}

/** What is published follows within seconds. */
async function eventually(credential: string, wanted: string): Promise<void> {
  let last = '';
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    last = await verify(credential);
    if (last === wanted) return;
    await pause(300);
  }
  expect(last).toBe(wanted);
}

async function makeAnew(old: string, ground: string): Promise<string> {
  const application = {
    ...{ name: '证照专用章（示例）', kind: 'licence-special' },
    replaces: { seal: old, ground },
  };
  const applicant = as('shenyang-market-regulation-seal-applicant');
  const id = String((await post(applicant, '/v1/seals', application))['id']);
  await move(id, as('liaoning-seal-maker'), { to: 'made' });
  await move(id, keeper(), { to: 'enabled' });
  return id;
}

const state = {} as { old: string; renewed: string; before: string; under: string; late: string };

describe('a department with a new name', () => {
  it('has its seal made anew; licences under the old one stay valid', {
    timeout: 120_000,
  }, async () => {
    const [one, two] = [as('liaoning-governor-one'), as('liaoning-governor-two')];
    state.old = String(service.client('liaoning', 'shenyang-market-regulation-licences').seal);
    state.before = await issue(state.old);
    const renamed = { name: newName, division: '210100' };
    const proposed = await post(one, `/v1/departments/${department}`, renamed);
    await post(two, `/v1/proposals/${proposed['id']}/confirmations`, {});
    state.renewed = await makeAnew(state.old, 'rename');
    state.under = await issue(state.renewed);
    await move(state.old, keeper(), { to: 'cancelled', reason: '更名缴销（示例）' });
    await eventually(state.under, 'valid, seal passed');
    await eventually(state.before, 'valid, seal passed');
    const shown = await get(clerk(), `/v1/seals/${state.old}`);
    expect(shown).toMatchObject({ state: 'cancelled', replacedBy: [state.renewed] });
    expect(JSON.stringify((await get(clerk(), `/v1/seals/${state.renewed}`))['image'])).toContain(
      newName,
    );
  });
});

describe('a seal whose key was in other hands', () => {
  it('leaves what is proved to come before, and nothing after', { timeout: 180_000 }, async () => {
    await start(rootedAt);
    await untilRooted();
    await pause(1100);
    const between = await issue(state.renewed);
    await pause(1100);
    state.late = await issue(state.renewed);
    // by the service's clock: ours is ahead of it by as long as it took to start
    const { iat = 0 } = decodeJwt(String(state.late.split('~')[0]));
    const from = new Date(iat * 1000).toISOString();
    await eventually(state.late, 'valid, seal passed');
    const told = { to: 'suspended', reason: '密钥失控（示例）', compromisedFrom: from };
    await move(state.renewed, keeper(), told);
    await eventually(state.late, 'invalid, seal failed seal-compromised');
    expect(await verify(state.under)).toBe('valid, seal passed');
    expect(await verify(state.before)).toBe('valid, seal passed');
    expect(await verify(between)).toBe('indeterminate, seal indeterminate seal-time-unproven');
    const next = await makeAnew(state.renewed, 'compromise');
    await eventually(await issue(next), 'valid, seal passed');
  });

  it('shows its department every use, as many as its key’s signatures', async () => {
    const uses: Body[] = [];
    let cursor = '';
    do {
      const page = await get(keeper(), `/v1/seals/${state.renewed}/uses?limit=2${cursor}`);
      uses.push(...(page['uses'] as Body[]));
      cursor = page['next'] === undefined ? '' : `&cursor=${page['next']}`;
    } while (cursor !== '');
    const signed = await countSignatures(state.renewed);
    expect(uses).toHaveLength(signed);
    expect(new Set(uses.map(({ digest }) => digest)).size).toBe(signed);
    const times = uses.map(({ at }) => String(at));
    expect(times).toEqual(times.toSorted().reverse());
    expect(new Set(uses.map(({ by }) => by))).toEqual(
      new Set(['shenyang-market-regulation-licences']),
    );
  });
});

/** KMS's own count. */
async function countSignatures(seal: string): Promise<number> {
  const kms = `http://127.0.0.1:${Number(service.ports['liaoning']) + 2}`;
  const client = makeKmsClient(localClientConfig(kms));
  const KeyId = `alias/yinzheng-${seal}`;
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  return (await makeEngineSignCounts(kms).read()).get(KeyMetadata?.KeyId ?? '') ?? 0;
}

/** Roots are published beside the service, once it has started. */
async function untilRooted(): Promise<void> {
  const until = Date.parse('2026-11-22T09:00:00Z') / 1000;
  for (let tries = 0; tries < 200; tries += 1) {
    const compact = await (await fetch(`${url()}/issue-roots/latest`)).text();
    const payload = Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString() || '{}';
    if (JSON.parse(payload).until >= until) return;
    await pause(100);
  }
  throw new Error('no root was published');
}
