import { expect, it } from 'vitest';
import { makeRelayFactsHandler } from '../../functions/notifying/relay-facts/handler.ts';
import { makeRelayHandler } from '../../functions/publishing/relay-changes/handler.ts';
import { toHeadItem } from '../../shared/adapters/aws/dynamo-seal-items.ts';
import type { FactNotice } from '../../shared/ports/event-feed.ts';
import { shenyang } from '../build/callers.ts';
import { faultsFor, makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { silent } from '../build/notifying-container.ts';
import {
  newLicenceId,
  permitType,
  toQueueEvent,
  useNotifyingZone,
} from '../build/notifying-zone.ts';
import { startWebhookReceiver } from '../build/webhook-receiver.ts';

const zone = useNotifyingZone();

const start = Date.parse('2026-11-22T08:00:00.000Z');
const warnings = async (id: string) =>
  (await zone.readFeed()).flatMap(({ event }) =>
    event.type === 'work.due-soon' && event.subject === id ? [event.data] : [],
  );
let drawn = 0;

/** A draft that waits, as the register has it, and the fact that its list's row tells. */
async function keepDraft(state = 'awaiting-approval', ageMilliseconds = 0) {
  drawn += 1;
  const id = `draft-${drawn}`;
  const draftedAt = String(zone.clock.now() - ageMilliseconds);
  await zone.put('register', {
    ...{ pk: { S: `draft#${id}` }, sk: { S: 'draft' }, state: { S: state } },
    ...{ department: { S: shenyang }, type: { S: permitType } },
    ...{ draftedAt: { N: draftedAt }, application: { S: '{"name":"王小明"}' } },
  });
  const notices: FactNotice[] = [];
  const relay = makeRelayHandler(async ({ to, notice }) => {
    if (to === 'facts') notices.push(notice);
  }, silent);
  const Keys = { pk: { S: `drafts#${shenyang}#3` }, sk: { S: `0${draftedAt}#${id}` } };
  await relay({ Records: [{ dynamodb: { Keys, NewImage: Keys, SequenceNumber: '1' } }] });
  return { id, facts: notices[0]?.facts ?? [] };
}

async function keepJob(state: string) {
  drawn += 1;
  const id = `bulk-${drawn}`;
  const content = { department: shenyang, operation: 'issue', type: permitType, start: 'on-word' };
  await zone.put('jobs', {
    ...{ pk: { S: `job#${id}` }, sk: { S: 'head' }, state: { S: state } },
    ...{ changedAt: { N: String(zone.clock.now()) }, content: { S: JSON.stringify(content) } },
  });
  const notices: FactNotice[] = [];
  const relay = makeRelayFactsHandler({
    facts: { send: async (one) => void notices.push(one) },
    ...{ trail: { send: async () => undefined }, log: silent },
  });
  const Keys = { pk: { S: `job#${id}` }, sk: { S: 'head' } };
  await relay({ Records: [{ dynamodb: { Keys, NewImage: { state: { S: state } } } }] });
  return { id, facts: notices[0]?.facts ?? [] };
}

async function keepSeal() {
  drawn += 1;
  const id = `seal-${drawn}`;
  const entries = [{ seq: 1, state: 'applied', at: zone.clock.now(), by: 'c' }];
  const seal = { id, department: shenyang, kind: 'official', state: 'applied', entries };
  await zone.put('seals', toHeadItem(seal as never));
  return { id, facts: [{ of: 'seal', id, entry: '1' }] as const };
}

it('warns of what waits from three working days before its last day, once, however often the clock strikes', async () => {
  zone.clock.set(start);
  const [draft, job, seal] = [await keepDraft(), await keepJob('paused'), await keepSeal()];
  const [approved, resumed] = [await keepDraft(), await keepJob('checked')];
  for (const { facts } of [draft, job, seal, approved, resumed])
    await zone.tell(...facts, ...facts);
  await zone.put('register', {
    ...{ pk: { S: `draft#${approved.id}` }, sk: { S: 'draft' }, state: { S: 'issued' } },
    ...{ department: { S: shenyang }, type: { S: permitType } },
    draftedAt: { N: String(start) },
  });
  await zone.put('jobs', {
    ...{ pk: { S: `job#${resumed.id}` }, sk: { S: 'head' }, state: { S: 'running' } },
    ...{ changedAt: { N: String(start + 1) }, content: { S: '{}' } },
  });
  // Sunday: ten working days end on Friday 4 December
  zone.clock.set(Date.parse('2026-11-30T15:59:00Z'));
  await zone.strikeClock();
  for (const { id } of [draft, job, seal]) expect(await warnings(id)).toEqual([]);
  zone.clock.set(Date.parse('2026-11-30T16:00:00Z'));
  await Promise.all([1, 2, 3].map(() => zone.strikeClock(zone.makeContainer())));
  zone.clock.advance(86_400_000);
  await zone.strikeClock();
  // told late, after the day: at the next stroke, and no second time
  await zone.tell(...draft.facts, ...job.facts, ...seal.facts);
  await zone.strikeClock();
  const days = { warnFrom: '2026-12-01', dueOn: '2026-12-04' };
  const since = { waitingSince: '2026-11-22T08:00:00.000Z', department: shenyang };
  const ofType = { ...days, ...since, licenceType: permitType };
  expect(await warnings(draft.id)).toEqual([{ kind: 'approval', workId: draft.id, ...ofType }]);
  expect(await warnings(job.id)).toEqual([{ kind: 'job', workId: job.id, ...ofType }]);
  expect(await warnings(seal.id)).toEqual([{ kind: 'seal', workId: seal.id, ...days, ...since }]);
  for (const { id } of [approved, resumed]) expect(await warnings(id)).toEqual([]);
  expect(JSON.stringify(await zone.readFeed())).not.toContain('王小明');
  expect(await zone.listPartition('due-work#2026-12-01')).toEqual([]);
});

it('warns once of a change that no public file shows, looks on until one does, and of those that are shown never', async () => {
  zone.clock.set(Date.parse('2026-11-23T01:00:00Z'));
  const path = 'status-lists/l1-000001';
  for (const state of ['suspended', 'valid', 'deregistered'] as const)
    await zone.tell(await zone.enter(newLicenceId(), { seq: 3, version: 1, state }));
  const since = zone.clock.now();
  // seven working days end on Wednesday 2 December
  expect(await zone.listPartition('due-work#2026-11-27')).toHaveLength(1);
  for (const day of ['2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z', '2026-11-29T00:00:00Z']) {
    zone.clock.set(Date.parse(day));
    await zone.strikeClock();
    await zone.strikeClock();
  }
  expect(await warnings(path)).toEqual([
    {
      ...{ kind: 'publication', workId: path, department: shenyang },
      ...{ waitingSince: '2026-11-23T01:00:00.000Z' },
      ...{ warnFrom: '2026-11-27', dueOn: '2026-12-02' },
    },
  ]);
  expect(await zone.listPartition('due-work#2026-11-30')).toHaveLength(1);
  zone.publishedAt.set(path, since + 1000);
  zone.clock.set(Date.parse('2026-11-30T00:00:00Z'));
  await zone.strikeClock();
  expect(await zone.listPartition('due-work#2026-12-01')).toEqual([]);
  // one more change, published meanwhile
  await zone.tell(await zone.enter(newLicenceId(), { seq: 3, version: 1, state: 'suspended' }));
  zone.publishedAt.set(path, zone.clock.now() + 1000);
  zone.clock.set(Date.parse('2026-12-10T00:00:00Z'));
  await zone.strikeClock();
  expect(await warnings(path)).toHaveLength(1);
});

it('whatever becomes of a call: one warning, under one id', async () => {
  const receiver = await startWebhookReceiver();
  const webhook = await zone.register(receiver.url, { types: ['work.due-soon'] });
  zone.clock.set(Date.parse('2026-12-11T02:00:00Z'));
  await zone.strikeClock();
  const names = makeNetworkPlan();
  /** Two weeks old: it is warned of at once. */
  const warn = async (plan = makeNetworkPlan()) => {
    const { id, facts } = await keepDraft('awaiting-approval', 14 * 86_400_000);
    const container = zone.makeContainer(plan);
    await container.record(toQueueEvent({ facts })).catch(() => undefined);
    await zone.tell(...facts);
    await zone.strikeClock(container).catch(() => undefined);
    await zone.strikeClock();
    await zone.deliverAll();
    return id;
  };
  await warn(names);
  let cases = 0;
  for (const [index, name] of names.calls.entries()) {
    const isRead = faultsFor(name) === tableFaults;
    // a day's partitions are listed by the same call again and again
    if (isRead && names.calls.indexOf(name) !== index) continue;
    for (const fault of isRead ? (['before'] as const) : faultsFor(name)) {
      receiver.clear();
      const id = await warn(makeNetworkPlan(index + 1, fault));
      expect(await warnings(id), `${name} ${fault}`).toHaveLength(1);
      expect(new Set(receiver.ids()).size, `${name} ${fault}`).toBe(1);
      cases += 1;
    }
  }
  expect(cases).toBeGreaterThan(0);
  console.info(`warnings: ${cases} faults, each told once and delivered`);
  await zone.plain.writer.remove(webhook);
  await receiver.close();
});

it('says of a last day whose year is not announced that it is provisional', async () => {
  zone.clock.set(Date.parse('2030-01-31T02:00:00Z'));
  // as if it had been walked to here
  const walked = { pk: { S: 'due-walk' }, sk: { S: 'walk' }, day: { S: '2030-01-29' } };
  await zone.put('outlet', walked);
  const { id, facts } = await keepDraft('awaiting-approval', 9 * 86_400_000);
  await zone.tell(...facts);
  await zone.strikeClock();
  expect(await warnings(id)).toMatchObject([{ dueOn: '2030-02-05', provisional: true }]);
});
