import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { makeRelayFactsHandler } from '../../functions/notifying/relay-facts/handler.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { toHeadItem } from '../../shared/adapters/aws/dynamo-seal-items.ts';
import {
  makeEventBridgeBus,
  makeEventBridgeClient,
} from '../../shared/adapters/aws/eventbridge-bus.ts';
import { toCounted } from '../../shared/domain/act-count.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { retryDelays } from '../../shared/domain/webhook.ts';
import type { FactNotice } from '../../shared/ports/event-feed.ts';
import { shenyang } from '../build/callers.ts';
import { faultsFor, makeNetworkPlan } from '../build/faulty-client.ts';
import { silent } from '../build/notifying-container.ts';
import {
  newLicenceId,
  permitType,
  sealOfEntries,
  toQueueEvent,
  useNotifyingZone,
} from '../build/notifying-zone.ts';
import { startWebhookReceiver } from '../build/webhook-receiver.ts';

const zone = useNotifyingZone();

const typesOf = async (subject: string) =>
  (await zone.readFeed())
    .filter(({ event }) => event.subject === subject)
    .map(({ event }) => event.type);

/** As the register has it; only what is read of it. */
async function putHead(
  id: LicenceId,
  head: { readonly version: number; readonly state: string; readonly validUntil: string },
) {
  const { version, state, validUntil } = head;
  await zone.put('register', {
    pk: { S: id },
    sk: { S: 'head' },
    version: { N: String(version) },
    state: { S: state },
    face: { S: JSON.stringify({ validUntil }) },
  });
}

it('tells what becomes of a licence, each fact as its own event, reservations and what was given up not at all', async () => {
  const id = newLicenceId();
  const given = newLicenceId();
  const facts = [
    await zone.enter(id, { seq: 2, version: 1, state: 'valid' }),
    await zone.enter(id, { seq: 3, version: 1, state: 'suspended' }),
    await zone.enter(id, { seq: 4, version: 1, state: 'valid' }),
    await zone.enter(id, { seq: 5, version: 1, state: 'superseded', kind: 'change' }),
    await zone.enter(id, { seq: 6, version: 2, state: 'valid', kind: 'change' }),
    await zone.enter(given, { seq: 2, version: 1, state: 'void' }),
  ];
  await zone.tell(...facts);
  expect(await typesOf(id)).toEqual([
    ...['licence.issued', 'licence.state-changed', 'licence.state-changed'],
    ...['licence.superseded', 'licence.issued'],
  ]);
  expect(await typesOf(given)).toEqual([]);
});

it('tells a seal’s states, the end of a job, and a retrieval to whoever made it; nothing of the holder', async () => {
  const at = zone.clock.now();
  const entries = (['applied', 'made'] as const).map((state, index) => ({
    ...{ seq: index + 1, state, at, by: 'c', reason: '某人的话' },
  }));
  const seal = { id: 'seal-1', department: shenyang, kind: 'official', state: 'made', entries };
  await zone.put('seals', toHeadItem(seal as never));
  const content = { department: shenyang, operation: 'issue', type: 'T', check: { rows: 3 } };
  await zone.put('jobs', {
    ...{ pk: { S: 'job#bulk-1' }, sk: { S: 'head' }, state: { S: 'finished' } },
    ...{
      changedAt: { N: String(at) },
      content: { S: JSON.stringify(content) },
      issued: { N: '3' },
    },
  });
  const made = {
    id: 'use-1',
    at,
    client: 'c',
    department: shenyang,
    licences: ['L'],
    itemCode: 'I',
  };
  await zone.put('holding', {
    ...{ pk: { S: 'made#use-1' }, sk: { S: 'retrieval' }, body: { S: JSON.stringify(made) } },
  });
  const sent: FactNotice[] = [];
  const relay = makeRelayFactsHandler({
    facts: { send: async (one) => void sent.push(one) },
    trail: { send: async () => undefined },
    log: silent,
  });
  const record = (pk: string, sk: string, state?: string) => ({
    dynamodb: {
      Keys: { pk: { S: pk }, sk: { S: sk } },
      NewImage: state === undefined ? {} : { state: { S: state } },
    },
  });
  await relay({
    Records: [
      record('made#use-1', 'retrieval'),
      record('uses#digest', '1'),
      record('job#bulk-1', 'head', 'running'),
      record('job#bulk-1', 'head', 'finished'),
      record('job#bulk-1', 'lease#000001'),
    ],
  });
  await zone.tell(...(sent[0]?.facts ?? []), { of: 'seal', id: 'seal-1', entry: '2' });
  const told = JSON.stringify(await zone.readFeed());
  expect(await typesOf('seal-1')).toEqual(['seal.made']);
  expect(await typesOf('bulk-1')).toEqual(['job.finished']);
  expect(await typesOf('use-1')).toEqual(['retrieval.made']);
  expect(told).not.toContain('某人的话');
});

it('reminds of an end sixty, thirty and seven days before, once each, of what still holds', async () => {
  const [ending, ended, renewed] = [newLicenceId(), newLicenceId(), newLicenceId()];
  // 2026-11-22: sixty days before the end are over already
  for (const id of [ending, ended, renewed]) {
    await putHead(id, { version: 1, state: 'valid', validUntil: '2027-01-10' });
    await zone.tell(await zone.enter(id, { seq: 2, version: 1, state: 'valid' }));
  }
  await putHead(ended, { version: 1, state: 'deregistered', validUntil: '2027-01-10' });
  await putHead(renewed, { version: 2, state: 'valid', validUntil: '2030-01-10' });
  const expiring = async (id: string) =>
    (await zone.readFeed()).flatMap(({ event }) =>
      event.subject === id && event.type === 'licence.expiring' ? [event.data['daysLeft']] : [],
    );
  await zone.plain.record({ clock: true });
  expect(await expiring(ending)).toEqual([]);
  const start = zone.clock.now();
  // the clock stood still over the first of the two days
  for (const day of ['2026-12-13T01:00:00Z', '2026-12-13T01:10:00Z', '2027-01-03T00:00:00Z']) {
    zone.clock.set(Date.parse(day));
    await Promise.all([1, 2].map(() => zone.makeContainer().record({ clock: true })));
  }
  expect(await expiring(ending)).toEqual([30, 7]);
  expect(await expiring(ended)).toEqual([]);
  expect(await expiring(renewed)).toEqual([]);
  zone.clock.set(start);
});

it('whatever becomes of a call: each fact once in the feed, and delivered at least once', async () => {
  const receiver = await startWebhookReceiver();
  const webhook = await zone.register(receiver.url);
  let cases = 0;
  const enter = () => zone.enter(newLicenceId(), { seq: 2, version: 1, state: 'valid' });
  const names = makeNetworkPlan();
  const rehearsal = zone.makeContainer(names);
  await rehearsal.record(toQueueEvent({ facts: [await enter()] }));
  await zone.deliverAll(rehearsal);
  for (const [at, name] of names.calls.entries()) {
    for (const fault of faultsFor(name)) {
      const fact = await enter();
      receiver.clear();
      const container = zone.makeContainer(makeNetworkPlan(at + 1, fault));
      const notice = toQueueEvent({ facts: [fact] });
      await container.record(notice).catch(() => undefined);
      await zone.deliverAll(container).catch(() => undefined);
      // the notice comes again, another container takes over once the lease is over
      await zone.plain.record(notice);
      zone.clock.advance(retryDelays[1] ?? 0);
      await zone.strike();
      expect(await typesOf(fact.id), `${name} ${fault}`).toEqual(['licence.issued']);
      expect(new Set(receiver.ids()).size, `${name} ${fault}`).toBe(1);
      cases += 1;
    }
  }
  expect(cases).toBeGreaterThan(names.calls.length);
  console.info(`events: ${cases} faults, each fact once in the feed and delivered`);
  const positions = (await zone.readFeed()).map(({ position }) => position);
  expect(positions).toEqual(positions.map((_, index) => index + 1));
  // counted in the same transactions: as often as it stands in the feed
  const inFeed = (await zone.readFeed()).flatMap(({ event }) => toCounted(event) ?? []);
  const months = [...new Set(inFeed.map(({ month }) => month))];
  const listed = await Promise.all(months.map((month) => zone.plain.counts.list(shenyang, month)));
  const expected = months.map((month) => [
    {
      ...{ month, licenceType: permitType, sealId: sealOfEntries },
      acts: Object.fromEntries(
        [...Map.groupBy(inFeed, (one) => (one.month === month ? one.act : ''))].flatMap(
          ([act, group]) => (act === '' ? [] : [[act, group.length]]),
        ),
      ),
    },
  ]);
  expect(listed).toEqual(expected);
  expect(inFeed.length).toBeGreaterThan(cases);
  await zone.plain.writer.remove(webhook);
  await receiver.close();
}, 180_000);

it('puts events on the bus as CloudEvents, ten at a time, and says so when some were not taken', async () => {
  const batches: { Source: string; DetailType: string; Detail: string }[][] = [];
  let failed = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      batches.push(JSON.parse(body).Entries);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ FailedEntryCount: failed, Entries: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = makeEventBridgeClient(localClientConfig(`http://127.0.0.1:${port}`));
  const bus = makeEventBridgeBus({ client, bus: 'events', provinceUrl: 'https://p.example' });
  const events = (await zone.readFeed()).slice(0, 12).map(({ event }) => event);
  await bus.put(events);
  expect(batches.map(({ length }) => length)).toEqual([10, 2]);
  const [entry] = batches[0] ?? [];
  expect(entry).toMatchObject({ Source: 'yinzheng', DetailType: 'licence.issued' });
  expect(JSON.parse(entry?.Detail ?? '')).toMatchObject({ specversion: '1.0', id: events[0]?.id });
  failed = 1;
  await expect(bus.put(events.slice(0, 1))).rejects.toThrow();
  client.destroy();
  server.close();
});
