import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { registerKeys } from '../../shared/adapters/aws/dynamo-register-keys.ts';
import { toHeadItem } from '../../shared/adapters/aws/dynamo-seal-items.ts';
import { makeDynamoTrail } from '../../shared/adapters/aws/dynamo-trail.ts';
import {
  makeEventBridgeBus,
  makeEventBridgeClient,
} from '../../shared/adapters/aws/eventbridge-bus.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import { findAct } from '../../shared/relay/find-act.ts';
import { findFact } from '../../shared/relay/find-fact.ts';
import { shenyang } from '../build/callers.ts';
import { canaries } from '../build/journey-scene.ts';
import {
  type NotifyingZone,
  newLicenceId,
  permitType,
  toQueueEvent,
  useNotifyingZone,
} from '../build/notifying-zone.ts';
import { startWebhookReceiver } from '../build/webhook-receiver.ts';

const zone = useNotifyingZone(async (zone) => {
  await createTables(zone.client, [{ name: 'trail' }]);
});

/** A name, an address and a code, wherever words or persons may stand. */
const person = { name: canaries.guardian, code: '210102199003074313', place: canaries.address };
const anything = { S: JSON.stringify(person) };
const looked = [...Object.values(person), canaries.representative];
type Table = 'register' | 'seals' | 'holding' | 'jobs';
type Item = Parameters<NotifyingZone['put']>[1];

/** Puts an item full of personal data, and gives it as the stream would. */
async function plant(table: Table, item: NonNullable<Item>): Promise<DynamoDBRecord> {
  const words = { holders: anything, application: anything, grounds: anything, reason: anything };
  const NewImage = { ...words, reservation: anything, credential: anything, ...item };
  await zone.put(table, NewImage);
  const { pk, sk } = NewImage as Record<string, unknown>;
  return { dynamodb: { Keys: { pk, sk }, NewImage } } as DynamoDBRecord;
}

async function plantLicence(): Promise<readonly DynamoDBRecord[]> {
  const id = newLicenceId();
  const face = {
    S: JSON.stringify({ validUntil: '2026-12-23', holders: [person], items: person }),
  };
  await plant('register', {
    ...{ pk: { S: id }, sk: { S: 'head' }, state: { S: 'valid' }, version: { N: '1' }, face },
  });
  const states: readonly LicenceState[] = ['valid', 'suspended', 'valid', 'superseded'];
  const entries: DynamoDBRecord[] = [];
  for (const [at, state] of states.entries()) {
    const grounds = { legalBasis: '行政许可法', reason: `${person.name} ${person.code}` };
    const entry = { seq: at + 2, version: 1, state, grounds };
    const fact = await zone.enter(id, entry);
    const key = { pk: { S: id }, sk: { S: fact.entry } };
    const found = await zone.read('register', key);
    entries.push(await plant('register', found ?? key));
  }
  await plant('register', { ...registerKeys.version(id, 1), seal: { S: 'seal-1' } });
  return entries;
}

async function plantSeal(): Promise<readonly DynamoDBRecord[]> {
  const states = ['applied', 'made', 'enabled', 'suspended', 'cancelled'] as const;
  const at = zone.clock.now();
  const entries = states.map((state, index) => ({
    ...{ seq: index + 1, state, at, by: 'c', reason: person.name },
  }));
  const seal = { id: 'seal-1', department: shenyang, kind: 'official', name: '专用章' };
  const head = (upTo: number) =>
    toHeadItem({ ...seal, state: states[upTo - 1], entries: entries.slice(0, upTo) } as never);
  const records: DynamoDBRecord[] = [];
  for (const { seq } of entries) records.push(await plant('seals', head(seq)));
  return records;
}

async function plantOthers(): Promise<readonly DynamoDBRecord[]> {
  const now = zone.clock.now();
  const content = { department: shenyang, operation: 'issue', type: permitType, start: 'on-word' };
  const made = { id: 'use-1', at: now, client: 'c', department: shenyang, licences: ['L'] };
  const draft = await plant('register', {
    ...{ pk: { S: 'draft#draft-1' }, sk: { S: 'draft' }, state: { S: 'awaiting-approval' } },
    ...{ department: { S: shenyang }, type: { S: permitType } },
    draftedAt: { N: String(now - 14 * 86_400_000) },
  });
  const listed = { pk: { S: `drafts#${shenyang}#1` }, sk: { S: '01#draft-1' } };
  return [
    draft,
    await plant('register', listed),
    await plant('jobs', {
      ...{ pk: { S: 'job#bulk-1' }, sk: { S: 'head' }, state: { S: 'finished' } },
      changedAt: { N: String(now) },
      content: { S: JSON.stringify({ ...content, change: { reason: person.name }, person }) },
    }),
    await plant('holding', {
      ...{ pk: { S: 'made#use-1' }, sk: { S: 'retrieval' } },
      body: { S: JSON.stringify({ ...made, itemCode: 'I', words: person.name, person }) },
    }),
    await plant('holding', {
      ...{ pk: { S: 'authorisation#a' }, sk: { S: 'authorisation' }, uses: { N: '0' } },
      body: anything,
    }),
  ];
}

/** A bus that keeps what it is given. */
async function startBus() {
  const entries: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      entries.push(body);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end('{"FailedEntryCount":0,"Entries":[]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = makeEventBridgeClient(localClientConfig(`http://127.0.0.1:${port}`));
  const close = () => {
    client.destroy();
    server.close();
  };
  const bus = makeEventBridgeBus({ client, bus: 'events', provinceUrl: 'https://p.example' });
  return { entries, bus, close };
}

async function scan(table: string): Promise<string> {
  const { Items = [] } = await zone.client.send(new ScanCommand({ TableName: table }));
  return JSON.stringify(Items);
}

it('tells of everything that happens, and of nobody: to endpoints, bus, feed, log, counts and trail', async () => {
  const receiver = await startWebhookReceiver();
  const webhook = await zone.register(receiver.url);
  const { entries: onBus, bus, close } = await startBus();
  const records: DynamoDBRecord[] = [];
  for (const planted of [plantLicence(), plantSeal(), plantOthers()])
    records.push(...(await planted));
  const facts = records.flatMap((record) => findFact(record) ?? []);
  const acts = records.flatMap((record) => findAct(record) ?? []);
  const container = zone.makeContainer();
  await container.record({ clock: true });
  expect((await container.record(toQueueEvent({ facts }))).batchItemFailures).toEqual([]);
  zone.clock.set(Date.parse('2026-12-16T02:00:00Z'));
  await container.record({ clock: true });
  receiver.answer(({ body }) => (body.includes('seal.made') ? 500 : 204));
  await zone.deliverAll(container);
  await bus.put((await zone.readFeed()).map(({ event }) => event));
  const trail = makeDynamoTrail(makeHoldingTable({ client: zone.client, table: 'trail' }));
  await trail.append(acts, zone.clock.now());

  const places = {
    posts: JSON.stringify(receiver.received),
    bus: onBus.join('\n'),
    // feed, delivery log, retries, counts, reminders, endpoints
    outlet: await scan('outlet'),
    trail: await scan('trail'),
  };
  const told = (await zone.readFeed()).map(({ event }) => event.type);
  // a type that is new is told here as well
  expect(new Set(told)).toEqual(new Set(eventTypes));
  for (const type of eventTypes) expect(places.posts, type).toContain(type);
  expect(places.outlet).toContain('"kind":{"S":"attempt"}');
  expect(acts.length).toBeGreaterThan(facts.length - 2);
  for (const [place, text] of Object.entries(places))
    for (const canary of looked) expect(text, place).not.toContain(canary);
  // the looking works: where they were planted they are found
  expect(await scan('register')).toContain(person.name);
  await zone.plain.writer.remove(webhook);
  await receiver.close();
  close();
});
