import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { offlineKitPartPath } from '../../shared/formats/offline-kit.ts';
import { makeOpenOfflineKit } from '../../shared/verify/offline-kit.ts';
import { makeNetworkPlan, type NetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { claimsOf, departments, provinceUrl } from '../build/publishing.ts';
import { type PublishingZone, startPublishingZone } from '../build/publishing-zone.ts';

// deterministic, but the machine may be busy
vi.setConfig({ testTimeout: 120_000 });

let zone: PublishingZone;
let lists = 0;
beforeAll(async () => {
  zone = await startPublishingZone();
  for (const department of departments) await zone.writer.putDepartment(department);
  await zone.makeContainer().publishTrustList({ clock: true });
  await change();
  await zone.makeContainer().publishOfflineKit();
});
afterAll(() => zone?.close());

/** One status list more on the shelf, which the kit is to have. */
async function change(): Promise<void> {
  lists += 1;
  await zone.shelf.put(`status-lists/l1-${String(lists).padStart(6, '0')}`, {
    body: Buffer.from('a.b.c'),
    contentType: 'application/statuslist+jwt',
    cacheControl: 'public, max-age=15',
  });
}

const textAt = async (path: string) =>
  new TextDecoder().decode((await zone.shelf.find(path))?.body);

/** What a counter would have that fetches now: whole, or the reason why not. */
async function fetchKit() {
  const manifest = await textAt('offline-kit');
  const { parts: named } = claimsOf(manifest) as { parts: { digest: string }[] };
  const parts = new Map<string, string>();
  for (const { digest } of named) parts.set(digest, await textAt(offlineKitPartPath(digest)));
  const anchors = [{ certificate: readBase64(zone.certificates.root), provinceUrl }];
  const open = makeOpenOfflineKit({ primitives: makeNodePrimitives(), anchors });
  const kit = await open({ manifest, parts }, { nowSeconds: zone.clock.now() / 1000 });
  if (typeof kit === 'string') return { fault: kit };
  const known = [...kit.files.keys()].filter((address) => address.includes('/status-lists/'));
  return { number: kit.number, lists: known.length };
}

let number = 0;
const violations: string[] = [];
const demand = (holds: boolean, what: string) => {
  if (!holds) violations.push(what);
};

/** A publisher meets a fault; the next stroke of the clock makes up for it. */
async function strike(name: string, plan: NetworkPlan): Promise<void> {
  await change();
  const struck = zone.makeContainer(plan).publishOfflineKit();
  const isDone = await struck.then(
    () => true,
    () => false,
  );
  const meanwhile = await fetchKit();
  demand(meanwhile.fault === undefined, `${name}: the kit was ${meanwhile.fault}`);
  demand(!isDone || meanwhile.lists === lists, `${name}: said done`);
  await zone.makeContainer().publishOfflineKit();
  const after = await fetchKit();
  demand(after.lists === lists, `${name}: not recovered`);
  demand((after.number ?? 0) > number, `${name}: the number fell`);
  number = after.number ?? 0;
}

it('the kit is whole at any time, and has everything at the next stroke of the clock (R03, R05)', async () => {
  await change();
  const dry = makeNetworkPlan();
  await zone.makeContainer(dry).publishOfflineKit();
  for (let at = 1; at <= dry.calls.length; at += 1) {
    for (const fault of tableFaults) {
      await strike(`call ${at} (${dry.calls[at - 1]}), ${fault}`, makeNetworkPlan(at, fault));
    }
  }
  expect(violations).toEqual([]);
  expect(dry.calls.length).toBeGreaterThan(8);
});
