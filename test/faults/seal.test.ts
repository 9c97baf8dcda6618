import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SealId } from '../../shared/domain/ids.ts';
import type { SealTarget } from '../../shared/domain/seal-state.ts';
import type { HttpResult } from '../../shared/http/http-message.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { shenyang } from '../build/callers.ts';
import { type FaultMode, makeFaultInjector } from '../build/failing-call.ts';
import { makeSealingZone, startZones, type Zones } from '../build/sealing-zone.ts';

const callers = {
  made: { clientId: 'seal-maker', scopes: ['seals:make'] },
  enabled: { clientId: 'seal-keeper', scopes: ['seals:keep'], department: shenyang },
  suspended: { clientId: 'seal-keeper', scopes: ['seals:keep'], department: shenyang },
  cancelled: { clientId: 'seal-keeper', scopes: ['seals:keep'], department: shenyang },
} as const;

/** What each step starts from, and what the key has to be in the end. */
const steps: readonly { readonly path: readonly SealTarget[]; readonly keyEnabled: boolean }[] = [
  { path: ['made'], keyEnabled: true },
  { path: ['made', 'enabled'], keyEnabled: true },
  { path: ['made', 'enabled', 'suspended'], keyEnabled: false },
  { path: ['made', 'enabled', 'suspended', 'enabled'], keyEnabled: true },
  { path: ['made', 'enabled', 'suspended', 'cancelled'], keyEnabled: false },
];

let zones: Zones;
let zone: Awaited<ReturnType<typeof makeSealingZone>>;
let change: ReturnType<typeof zone.makeChange>;
let injector: ReturnType<typeof makeFaultInjector>;
let keys = 0;
let cases = 0;
const modes = ['before', 'after', 'crash'] as const;

beforeAll(async () => {
  zones = await startZones();
  zone = await makeSealingZone(zones);
  change = zone.makeChange();
  injector = makeFaultInjector([zones.dynamo, zones.kms]);
});
afterAll(() => zones.close());

const nextKey = () => {
  keys += 1;
  return `key-${keys}`;
};

function apply(key: string): Promise<HttpResult> {
  const event = toApiEvent({
    headers: { 'idempotency-key': key },
    caller: { clientId: 'seal-applicant', scopes: ['seals:apply'], department: shenyang },
    body: { name: '证照专用章（示例）', kind: 'licence-special' },
  });
  return zone.apply(event, {});
}

async function applyForSeal(): Promise<string> {
  const result = await apply(nextKey());
  expect(result.statusCode).toBe(201);
  return String(toJson(result)['id']);
}

function move(id: string, to: SealTarget, key: string): Promise<HttpResult> {
  const reason = to === 'suspended' || to === 'cancelled' ? { reason: '停用（示例）' } : {};
  const event = toApiEvent({
    path: `/v1/seals/${id}/state-changes`,
    pathParameters: { id },
    headers: { 'idempotency-key': key },
    caller: callers[to],
    body: { to, ...reason },
  });
  return change(event, {});
}

/** A new seal, one step before the last of the path. */
async function prepare(path: readonly SealTarget[]): Promise<string> {
  injector.arm();
  const id = await applyForSeal();
  for (const to of path.slice(0, -1)) {
    expect((await move(id, to, nextKey())).statusCode).toBe(200);
  }
  return id;
}

async function checkSeal(id: string, path: readonly SealTarget[], keyEnabled: boolean) {
  injector.arm();
  const seal = await zone.seals.find(id as SealId);
  expect(seal?.entries.map((entry) => entry.state)).toEqual(['applied', ...path]);
  const { KeyMetadata } = await zones.kms.send(
    new DescribeKeyCommand({ KeyId: `alias/yinzheng-${id}` }),
  );
  expect(seal).toMatchObject({ making: { keyId: KeyMetadata?.KeyId } });
  expect(KeyMetadata?.Enabled).toBe(keyEnabled);
}

/** Whatever is recorded, the key is so: on under an enabled seal, off under one that was put away. */
async function checkKeyFollows(id: string) {
  const seal = await zone.seals.find(id as SealId);
  if (seal === undefined || !('making' in seal) || seal.state === 'made') return;
  const { KeyMetadata } = await zones.kms.send(
    new DescribeKeyCommand({ KeyId: seal.making.keyId }),
  );
  expect(KeyMetadata?.Enabled).toBe(seal.state === 'enabled');
}

async function countCalls(path: readonly SealTarget[]): Promise<readonly string[]> {
  const id = await prepare(path);
  injector.arm();
  expect((await move(id, path.at(-1) ?? 'made', nextKey())).statusCode).toBe(200);
  return injector.calls();
}

interface Case {
  readonly path: readonly SealTarget[];
  readonly at: number;
  readonly mode: FaultMode;
  readonly sameKey: boolean;
}

/** Once with the fault, then again without, by the same key or by another. */
async function runWithFault({ path, at, mode, sameKey }: Case): Promise<string> {
  const to = path.at(-1) ?? 'made';
  const id = await prepare(path);
  const key = nextKey();
  injector.arm({ at, mode });
  const first = await move(id, to, key);
  // A lost CreateAlias is found out at once; all else is told as an outage.
  expect([503, 200]).toContain(first.statusCode);
  injector.arm();
  const second = await move(id, to, sameKey ? key : nextKey());
  expect(sameKey ? [200] : [200, 409]).toContain(second.statusCode);
  return id;
}

/** Which calls can be lost so: a read that was lost after it landed was simply lost. */
const placesOf = (calls: readonly string[], mode: FaultMode) =>
  [...calls.keys()].filter((at) => mode === 'before' || !/^(Get|Describe)/.test(calls[at] ?? ''));

describe.each(steps)('a seal’s step $path', ({ path, keyEnabled }) => {
  it.each(modes)(
    'ends right after a repetition, whichever call met the fault: %s',
    async (mode) => {
      const places = placesOf(await countCalls(path), mode);
      expect(places.length).toBeGreaterThan(0);
      for (const at of places) {
        const id = await runWithFault({ path, at, mode, sameKey: true });
        await checkSeal(id, path, keyEnabled);
        cases += 1;
      }
    },
  );

  it.each(modes)('leaves no key behind its state on the clock alone: %s', async (mode) => {
    const to = path.at(-1) ?? 'made';
    for (const at of placesOf(await countCalls(path), mode)) {
      const id = await prepare(path);
      injector.arm({ at, mode });
      await move(id, to, nextKey());
      injector.arm();
      zones.clock.advance(60_000);
      expect(await zone.settleKeys()).toMatchObject({ failed: 0 });
      await checkKeyFollows(id);
      cases += 1;
    }
  });
});

it.each(modes)('one seal is applied for, whichever call met the fault: %s', async (mode) => {
  injector.arm();
  await applyForSeal();
  for (const at of placesOf(injector.calls(), mode)) {
    injector.arm();
    const before = (await zone.seals.listByDepartment(shenyang)).length;
    const key = nextKey();
    injector.arm({ at, mode });
    const first = await apply(key);
    injector.arm();
    const second = await apply(key);
    expect([first.statusCode, second.statusCode]).toEqual([expect.toBeOneOf([201, 503]), 201]);
    if (first.statusCode === 201) expect(toJson(first)).toEqual(toJson(second));
    expect((await zone.seals.listByDepartment(shenyang)).length).toBe(before + 1);
    cases += 1;
  }
});

it('counts its cases', async () => {
  console.log(`seals: ${cases} cases, 0 violations`);
  expect(cases).toBeGreaterThan(100);
  zones.clock.advance(60_000);
  expect(await zone.unsettled.listSince(zones.clock.now())).toEqual([]);
});

it('settles a change on the clock only when it can be at work no more', async () => {
  const id = await prepare(['made', 'enabled', 'suspended']);
  const mark = await zone.unsettled.mark(id as SealId, zones.clock.now());
  zones.clock.advance(59_999);
  expect(await zone.settleKeys()).toEqual({ settled: 0, failed: 0 });
  zones.clock.advance(1);
  expect(await zone.settleKeys()).toEqual({ settled: 1, failed: 0 });
  await zone.unsettled.clear(mark);
});

it('keeps the mark of a key that cannot be reached, and settles the others', async () => {
  const [lost, found] = [await prepare(['made', 'enabled', 'suspended']), await applyForSeal()];
  await zone.unsettled.mark(lost as SealId, zones.clock.now());
  await zone.unsettled.mark(found as SealId, zones.clock.now());
  zones.clock.advance(60_000);
  injector.arm();
  await zone.settleKeys();
  const at = injector.calls().indexOf('EnableKeyCommand');
  expect(at).toBeGreaterThan(0);
  await zone.unsettled.mark(lost as SealId, zones.clock.now());
  await zone.unsettled.mark(found as SealId, zones.clock.now());
  zones.clock.advance(60_000);
  injector.arm({ at, mode: 'before' });
  expect(await zone.settleKeys()).toEqual({ settled: 1, failed: 1 });
  injector.arm();
  expect(await zone.settleKeys()).toEqual({ settled: 1, failed: 0 });
});

it('a suspension ends right after a repetition under another key too', async () => {
  const path = ['made', 'enabled', 'suspended'] as const;
  for (const at of placesOf(await countCalls(path), 'before')) {
    const id = await runWithFault({ path, at, mode: 'after', sameKey: false });
    await checkSeal(id, path, false);
  }
});

it('makes one key a seal: a repeated making finds the first', async () => {
  const calls = await countCalls(['made']);
  const named = calls.indexOf('CreateAliasCommand');
  for (let at = named; at < calls.length; at += 1) {
    const id = await prepare(['made']);
    injector.arm({ at, mode: 'after' });
    const key = nextKey();
    await move(id, 'made', key);
    injector.arm();
    await move(id, 'made', key);
    expect(injector.calls()).not.toContain('CreateKeyCommand');
  }
  const names = await zone.listKeyNames();
  expect(new Set(names).size).toBe(names.length);
});

it('never names, records or certifies a key whose making was lost', async () => {
  const calls = await countCalls(['made']);
  const at = calls.indexOf('CreateKeyCommand');
  const id = await runWithFault({ path: ['made'], at, mode: 'after', sameKey: true });
  await checkSeal(id, ['made'], true);
  const names = await zone.listKeyNames();
  expect(names.filter((name) => name.endsWith(id))).toHaveLength(1);
});
