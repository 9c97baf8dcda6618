import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAppendTrail } from '../../functions/supervising/append-trail/append-trail.ts';
import { makeAppendTrailHandler } from '../../functions/supervising/append-trail/handler.ts';
import { makeSignCheckpoint } from '../../functions/supervising/sign-checkpoint/sign-checkpoint.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { holdSampleCeremony } from '../../local/seed/hold-ceremony.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../shared/adapters/aws/dynamo-trail.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { TrailFact, TrailRow } from '../../shared/domain/trail.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';
import { auditTrail, digestRow, type TrailReport } from '../../shared/verify/trail-audit.ts';
import { makeOpenCheckpoint } from '../../shared/verify/trail-checkpoints.ts';
import { makeTestClock } from '../build/callers.ts';
import { startTestEngines } from '../build/engines.ts';
import { faultsFor, makeNetworkPlan, type NetworkPlan } from '../build/faulty-client.ts';
import { forEachFault } from '../build/for-each-fault.ts';

const provinceUrl = 'https://liaoning.example';
const primitives = makeNodePrimitives();
const clock = makeTestClock('2026-11-22T08:00:00.000Z');
const wanted = { dynamodb: true, kms: true } as const;
let engines: Awaited<ReturnType<typeof startTestEngines<typeof wanted>>>;
let keys: SigningKeys;
let directory: Directory;
let anchor: { readonly certificate: Uint8Array; readonly provinceUrl: string };
const keyId = 'alias/yinzheng-trail-signer';

const trailIn = (table: string, plan: NetworkPlan = makeNetworkPlan()) => {
  const config = localClientConfig(engines.endpoints.dynamodb);
  return makeDynamoTrail(makeHoldingTable({ client: plan.into(makeDynamoClient(config)), table }));
};
const factOf = (at: number): TrailFact => ({
  of: 'licence',
  id: `t.d.S${at >> 1}`,
  entry: `entry#n#000000#${(at & 1) + 2}`,
  digest: createHash('sha256').update(`item ${at}`).digest('base64url'),
});
const factsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => factOf(from + at));
const sign = (table: string, by = keys) =>
  makeSignCheckpoint({ provinceUrl, clock, trail: trailIn(table), directory, keys: by, keyId })();
const openCheckpoint = () => makeOpenCheckpoint({ primitives, anchor });

async function readAll(table: string) {
  const trail = trailIn(table);
  const { number } = await trail.head();
  const rows = await trail.read(0, 10_000);
  const checkpoints = (await trail.readCheckpoints(0, 10_000)).map(({ compact }) => compact);
  expect(rows.length).toBe(number);
  return { rows, checkpoints };
}
const audit = (
  { rows, checkpoints }: { readonly rows: readonly TrailRow[]; readonly checkpoints: string[] },
  seen?: TrailReport['last'],
) => auditTrail(rows, checkpoints, { hash: primitives.hash, open: openCheckpoint(), seen });

beforeAll(async () => {
  engines = await startTestEngines(wanted);
  const dynamo = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  await createTables(
    dynamo,
    ['directory', 'trail', 'trail-faults', 'trail-checkpoints', 'trail-many', 'trail-tampered'].map(
      (name) => ({
        name,
      }),
    ),
  );
  const kms = makeKmsClient(localClientConfig(engines.endpoints.kms));
  const places = { client: dynamo, table: 'directory' };
  directory = makeDynamoDirectory(places);
  const bootstrap = makeDynamoDirectoryBootstrap(places);
  const held = { kms, directory, bootstrap, clock, provinceName: '辽宁省' };
  const { root } = await holdSampleCeremony(held);
  anchor = { certificate: readBase64(root), provinceUrl };
  keys = makeKmsSigningKeys(kms);
});
afterAll(() => engines?.close());

describe('the trail', () => {
  it('has each fact once, in a chain, however often it is told', async () => {
    const noted: string[] = [];
    const note = (event: string) => noted.push(event);
    const log = { note, alert: note };
    const handler = makeAppendTrailHandler(
      makeAppendTrail({ clock, log, trail: trailIn('trail') }),
      log,
    );
    const message = (messageId: string, body: unknown) =>
      ({ messageId, body: JSON.stringify(body) }) as never;
    const told = await handler({
      Records: [
        message('a', { facts: factsOf(0, 60) }),
        message('b', { facts: factsOf(50, 20) }),
        message('c', { facts: [{ of: 'licence' }] }),
        message('d', { facts: factsOf(0, 60) }),
      ],
    });
    expect(told.batchItemFailures).toEqual([{ itemIdentifier: 'c' }]);
    await sign('trail');
    const all = await readAll('trail');
    expect(all.rows).toHaveLength(70);
    expect(await audit(all)).toMatchObject({ findings: [], rows: 70, checkpoints: 1, unsigned: 0 });
    expect(noted).toEqual([
      'trail.appended',
      'trail.appended',
      'trail.not-appended',
      'trail.appended',
    ]);
  });

  it('is one chain whoever appends at once', async () => {
    const writers = Array.from({ length: 6 }, () => trailIn('trail-many'));
    const settle = async (work: () => Promise<void>): Promise<void> =>
      work().catch(({ code }) => {
        expect(code).toBe('service-unavailable');
        return settle(work);
      });
    await Promise.all(
      writers.map((trail, at) => settle(() => trail.append(factsOf(at * 10, 20), clock.now()))),
    );
    await sign('trail-many');
    const all = await readAll('trail-many');
    expect(all.rows).toHaveLength(70);
    expect((await audit(all)).findings).toEqual([]);
  });

  it('loses and doubles nothing whatever becomes of a call', { timeout: 60_000 }, async () => {
    const plan = makeNetworkPlan();
    await trailIn('trail-faults', plan).append(factsOf(0, 2), clock.now());
    let told = 2;
    let cells = 0;
    for (const [index, command] of plan.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const facts = factsOf(told, 2);
        const struck = trailIn('trail-faults', makeNetworkPlan(index + 1, fault));
        await struck.append(facts, clock.now()).catch(() => undefined);
        await trailIn('trail-faults').append(facts, clock.now());
        told += 2;
        cells += 1;
      }
    }
    await sign('trail-faults');
    const all = await readAll('trail-faults');
    expect(all.rows).toHaveLength(told);
    expect((await audit(all)).findings).toEqual([]);
    console.info(`trail: ${cells} calls × faults, ${told} rows`);
    expect(cells).toBeGreaterThan(9);
  });

  it('has one checkpoint after another whatever becomes of a call', {
    timeout: 60_000,
  }, async () => {
    const signBy = (plan: NetworkPlan) =>
      makeSignCheckpoint({
        ...{ provinceUrl, clock, directory, keys, keyId },
        trail: trailIn('trail-checkpoints', plan),
      });
    const cells = await forEachFault({
      make: signBy,
      prepare: async () => (signCheckpoint) => signCheckpoint(),
      check: async (first, again) => {
        await trailIn('trail-checkpoints').append([factOf(Math.floor(clock.now()))], clock.now());
        clock.advance(60_000);
        await first;
        await again();
        const all = await readAll('trail-checkpoints');
        expect(await audit(all)).toMatchObject({ findings: [], unsigned: 0 });
      },
    });
    console.info(`checkpoints: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(9);
  });
});

describe('1,000 random tampers I04', () => {
  /** Numbers that look random and are the same in every run. */
  const makeDraw = (seed: number) => (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const pick = <Thing>(things: readonly Thing[], at: number): Thing => things[at] as Thing;

  /** Chains rows anew from one on, as whoever holds the store could. */
  async function rechain(rows: readonly TrailRow[]): Promise<TrailRow[]> {
    const chained: TrailRow[] = [];
    let previous = '';
    for (const [at, row] of rows.entries()) {
      const next = { ...row, number: at + 1, previous };
      chained.push(next);
      previous = await digestRow(next, primitives.hash);
    }
    return chained;
  }

  type Tamper = (rows: TrailRow[], draw: (below: number) => number) => TrailRow[];
  const tampers: Record<'edit' | 'remove' | 'reorder', Tamper> & Record<string, Tamper> = {
    edit: (rows, draw) => {
      const at = draw(rows.length);
      const fact = { ...pick(rows, at).fact, digest: factOf(9999).digest };
      return rows.with(at, { ...pick(rows, at), fact });
    },
    backdate: (rows, draw) => {
      const at = draw(rows.length);
      const row = pick(rows, at);
      return rows.with(at, { ...row, at: (row.at - 1 - draw(1e6)) as TrailRow['at'] });
    },
    remove: (rows, draw) => rows.toSpliced(draw(rows.length), 1 + draw(3)),
    reorder: (rows, draw) => {
      const [one, other] = [draw(rows.length - 1), rows.length - 1];
      return rows.with(one, pick(rows, other)).with(other, pick(rows, one));
    },
    insert: (rows, draw) => {
      const at = draw(rows.length);
      return rows.toSpliced(at, 0, { ...pick(rows, at), fact: factOf(5000 + draw(100)) });
    },
    repeat: (rows, draw) => rows.toSpliced(draw(rows.length), 0, pick(rows, draw(rows.length))),
    truncate: (rows, draw) => rows.slice(0, rows.length - 1 - draw(rows.length - 1)),
  };

  it('are all found; an untouched trail has no finding', { timeout: 120_000 }, async () => {
    const trail = trailIn('trail-tampered');
    for (let minute = 0; minute < 12; minute += 1) {
      await trail.append(factsOf(minute * 5, 5), clock.now());
      clock.advance(60_000);
      await sign('trail-tampered');
    }
    const { rows, checkpoints } = await readAll('trail-tampered');
    expect((await audit({ rows, checkpoints })).findings).toEqual([]);
    const draw = makeDraw(20261122);
    const kinds = [
      ...Object.entries(tampers).map(([kind, tamper]) => ({ kind, tamper, isChained: false })),
      ...(['edit', 'remove', 'reorder'] as const).map((kind) => ({
        ...{ kind: `${kind} and chain anew`, tamper: tampers[kind], isChained: true },
      })),
    ];
    const found = new Map<string, number>();
    for (let tries = 0; tries < 1000; tries += 1) {
      const { kind, tamper, isChained } = pick(kinds, tries % kinds.length);
      const altered = tamper([...rows], draw);
      const tampered = isChained ? await rechain(altered) : altered;
      const { findings } = await audit({ rows: tampered, checkpoints });
      expect(findings.length, `${kind} ${tries}`).toBeGreaterThan(0);
      found.set(kind, (found.get(kind) ?? 0) + 1);
    }
    console.info(`tampers found: ${JSON.stringify(Object.fromEntries(found))}`);
    expect([...found.values()].reduce((sum, one) => sum + one, 0)).toBe(1000);
  });

  it('are found in checkpoints too', async () => {
    const { rows, checkpoints } = await readAll('trail-tampered');
    const { last } = await audit({ rows, checkpoints });
    const faultsIn = async (given: string[], of = rows, seen = last) => [
      ...new Set(
        (await audit({ rows: of, checkpoints: given }, seen)).findings.map((f) => f.fault),
      ),
    ];
    expect(await faultsIn(checkpoints)).toEqual([]);
    expect(await faultsIn(checkpoints.toSpliced(3, 1))).toContain('checkpoint-unchained');
    expect(await faultsIn(checkpoints.with(3, pick(checkpoints, 4)))).toContain(
      'checkpoint-unchained',
    );
    // rows and checkpoints cut off together: whoever saw the last one finds it
    expect(await faultsIn(checkpoints.slice(0, -1), rows.slice(0, 55))).toEqual(['truncated']);
    const forged = `${pick(checkpoints, 11).split('.').slice(0, 2).join('.')}.${'A'.repeat(86)}`;
    expect(await faultsIn(checkpoints.with(11, forged))).toContain('checkpoint-untrusted');
    clock.advance(10 * 60_000);
    await sign('trail-tampered');
    expect((await audit(await readAll('trail-tampered'))).findings).toEqual([
      { fault: 'silent', checkpoint: 13 },
    ]);
  });
});
