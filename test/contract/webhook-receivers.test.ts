import { Webhook as Stranger } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { makeHttpWebhookSender } from '../../shared/adapters/system/http-webhook-sender.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { retryDelays, type Webhook, type WebhookId } from '../../shared/domain/webhook.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { shenyang } from '../build/callers.ts';
import { type NotifyingZone, startNotifyingZone } from '../build/notifying-zone.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../build/webhook-receiver.ts';

vi.setConfig({ testTimeout: 60_000 });

let zone: NotifyingZone;
let receiver: WebhookReceiver;
let made: Webhook[] = [];
beforeAll(async () => {
  [zone, receiver] = await Promise.all([startNotifyingZone(), startWebhookReceiver()]);
});
afterAll(() => Promise.all([zone?.close(), receiver?.close()]));
afterEach(async () => {
  for (const webhook of made) await zone.plain.writer.remove(webhook);
  made = [];
  receiver.clear();
  receiver.answer(204);
});

const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

let keys = 0;
const toCall = (body: Record<string, never> | object = {}, department = shenyang) => {
  keys += 1;
  return {
    by: 'shenyang-licensing' as ClientId,
    department,
    idempotencyKey: `key-${keys}`,
    route: 'POST /v1/webhooks',
    body: body as never,
  };
};
async function register(): Promise<Webhook> {
  const webhook = await zone.register(receiver.url);
  made.push(webhook);
  return webhook;
}
const stateOf = async ({ id }: Webhook) => {
  const { state, reason } = (await zone.plain.webhooks.find(id)) ?? {};
  return reason === undefined ? state : `${state}: ${reason}`;
};
const logOf = async ({ id }: Webhook) =>
  (await zone.plain.show.deliveries(id, shenyang, { limit: 100 })).deliveries;
const secretOf = (answer: unknown) => (answer as { secret: string }).secret;
const idOf = (answer: unknown) => (answer as { webhookId: WebhookId }).webhookId;
const verify = (secret: string, at = 0) => {
  const { body = '', headers = {} } = receiver.received[at] ?? {};
  vi.setSystemTime(zone.clock.now());
  try {
    return new Stranger(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
};

it('tries an endpoint that fails ten times in three days, under one id, then leaves it alone until it is enabled again', async () => {
  const webhook = await register();
  receiver.answer(500);
  await zone.issue();
  await zone.deliverAll();
  for (const delay of retryDelays) {
    zone.clock.advance(delay - 1);
    await zone.strike();
    const before = receiver.received.length;
    zone.clock.advance(1);
    await zone.strike();
    expect(receiver.received.length).toBe(before + 1);
  }
  expect(receiver.received).toHaveLength(10);
  expect(new Set(receiver.ids()).size).toBe(1);
  expect(retryDelays.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3 * 86_400_000);
  expect(await stateOf(webhook)).toBe('disabled: failing');
  const outcomes = (await logOf(webhook)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['given-up', ...Array<string>(9).fill('failed')]);
  // what happens meanwhile is not lost
  await zone.issue();
  receiver.clear();
  receiver.answer(204);
  const asked = { address: receiver.url, state: 'enabled' } as const;
  await zone.plain.keep.change(toCall(asked), webhook.id, asked);
  await zone.deliverAll();
  expect(receiver.received).toHaveLength(1);
});

it('delivers in the end what failed before, and once only', async () => {
  await register();
  receiver.answer(503);
  await zone.issue();
  await zone.deliverAll();
  receiver.answer(204);
  zone.clock.advance(5000);
  await zone.strike();
  zone.clock.advance(86_400_000);
  await zone.strike();
  expect(receiver.received).toHaveLength(2);
  expect(new Set(receiver.ids()).size).toBe(1);
});

it('goes on with other events when an endpoint does not take one of them', async () => {
  const webhook = await register();
  let first = '';
  receiver.answer(({ headers }) => {
    first ||= String(headers['webhook-id']);
    return headers['webhook-id'] === first ? 400 : 204;
  });
  for (let count = 0; count < 20; count += 1) await zone.issue();
  await zone.deliverAll();
  expect(new Set(receiver.ids()).size).toBe(20);
  expect(await stateOf(webhook)).toBe('enabled');
  expect((await logOf(webhook)).filter(({ outcome }) => outcome === 'delivered')).toHaveLength(19);
});

it('stops waiting for one that hangs, and asks it no more than others that fail', async () => {
  const webhook = await register();
  receiver.answer('hang');
  await zone.issue();
  await zone.deliverAll();
  expect(await logOf(webhook)).toMatchObject([{ outcome: 'failed', reason: 'timeout' }]);
  zone.clock.advance(4000);
  await zone.strike();
  expect(receiver.received).toHaveLength(1);
});

it('takes a redirect for a failure, and goes nowhere', async () => {
  const other = await startWebhookReceiver();
  const webhook = await register();
  for (const status of [301, 302, 307, 308]) {
    receiver.answer({ status, location: other.url });
    await zone.issue();
    zone.clock.advance(3 * 3_600_000);
    await zone.strike();
  }
  expect(other.received).toEqual([]);
  const log = await logOf(webhook);
  expect(log.length).toBeGreaterThanOrEqual(4);
  expect(log.every(({ outcome, reason }) => outcome === 'failed' && reason === 'redirected')).toBe(
    true,
  );
  await other.close();
});

it('sends nothing more to one that answers 410', async () => {
  const webhook = await register();
  receiver.answer(410);
  await zone.issue();
  await zone.deliverAll();
  expect(await stateOf(webhook)).toBe('disabled: gone');
  receiver.answer(204);
  await zone.issue();
  zone.clock.advance(86_400_000);
  await zone.strike();
  expect(receiver.received).toHaveLength(1);
});

it('signs by both secrets for a day after a rotation, and by the new one alone then', async () => {
  const asked = { address: receiver.url };
  const call = toCall(asked);
  const { answer } = await zone.plain.keep.make(call, asked);
  const id = idOf(answer.body);
  const before = secretOf(answer.body);
  // asked again with the same key, the same answer: the secret is made anew, for it is stored nowhere
  const again = await zone.plain.keep.make(call, asked);
  expect([again.replayed, again.answer.body]).toEqual([true, answer.body]);
  const stored = JSON.stringify(await zone.listPartition(`webhook#${id}`));
  expect(stored).not.toContain(before.slice(6));
  const rotated = await zone.plain.keep.rotate(toCall(), id);
  const after = secretOf(rotated.answer.body);
  expect(after).not.toBe(before);
  await zone.issue();
  await zone.deliverAll();
  expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  for (const secret of [before, after])
    expect(verify(secret)).toMatchObject({ specversion: '1.0' });
  zone.clock.advance(86_400_000);
  await zone.issue();
  await zone.deliverAll();
  expect(verify(after, 1)).toMatchObject({ specversion: '1.0' });
  expect(() => verify(before, 1)).toThrow('No matching signature');
  await zone.plain.keep.remove(id, shenyang);
});

it('sends a test event at once, to that endpoint alone, also where it was left alone', async () => {
  const [webhook, other] = [await register(), await register()];
  receiver.answer(500);
  await zone.issue();
  await zone.deliverAll();
  receiver.clear();
  receiver.answer(204);
  const call = toCall();
  const { answer } = await zone.plain.keep.test(call, webhook.id);
  await zone.plain.keep.test(call, webhook.id);
  await zone.deliverAll();
  const tests = receiver.received.filter(({ body }) => body.includes('webhook.test'));
  expect(tests.map(({ headers }) => headers['webhook-id'])).toEqual([
    (answer.body as { eventId: string }).eventId,
  ]);
  expect((await logOf(other)).some(({ type }) => type === 'webhook.test')).toBe(false);
  expect((await zone.readFeed()).some(({ event }) => event.type === 'webhook.test')).toBe(false);
});

it('sends an endpoint the types that it asked for, each department its own events', async () => {
  const webhook = await zone.register(receiver.url, { types: ['licence.state-changed'] });
  made.push(webhook);
  await zone.issue();
  await zone.deliverAll();
  expect(receiver.received).toEqual([]);
});

it('lets a department have ten endpoints, and see and touch no other’s', async () => {
  const asked = { address: receiver.url };
  const ids: WebhookId[] = [];
  for (let count = 0; count < 10; count += 1) {
    ids.push(idOf((await zone.plain.keep.make(toCall(asked), asked)).answer.body));
  }
  const eleventh = zone.plain.keep.make(toCall(asked), asked);
  expect(await refusalOf(eleventh)).toBe('state-conflict');
  const [id = '' as WebhookId] = ids;
  const stranger = '11210200MB9Y10038D' as typeof shenyang;
  const { keep, show } = zone.plain;
  const refused = await Promise.all(
    [
      show.show(id, stranger),
      keep.rotate(toCall({}, stranger), id),
      keep.test(toCall({}, stranger), id),
      show.deliveries(id, stranger, { limit: 1 }),
    ].map((one: Promise<unknown>) => refusalOf(one)),
  );
  expect(refused).toEqual(Array(4).fill('not-found'));
  await keep.remove(id, stranger);
  expect((await show.list(shenyang)).webhooks).toHaveLength(10);
  for (const one of ids) await keep.remove(one, shenyang);
  await keep.remove(id, shenyang);
  expect((await show.list(shenyang)).webhooks).toEqual([]);
});

it.each([
  ['http://licences.example/events', 'address-insecure'],
  ['https://user@licences.example/', 'address-insecure'],
  ['https://169.254.169.254/latest/meta-data', 'address-private'],
  ['https://10.0.0.1/', 'address-private'],
  ['https://[fd00:ec2::254]/', 'address-private'],
  ['https://[::ffff:127.0.0.1]/', 'address-private'],
  ['https://localhost/', 'address-private'],
  ['file:///etc/passwd', 'address-insecure'],
  ['nothing', 'address-insecure'],
])('asks no address like %s', async (address, reason) => {
  const sender = makeHttpWebhookSender({ network: 'public', timeoutMilliseconds: 2000 });
  const message = { id: 'event-1', timestampSeconds: 1, mediaType: 'application/json', body: '{}' };
  const reply = await sender.send({ ...message, address, secrets: ['whsec_AAAA'] });
  expect(reply).toEqual({ outcome: 'failed', reason });
});

it('gives events in order behind a position, without gaps, each once however often its fact is told', async () => {
  const start = (await zone.readFeed()).length;
  await Promise.all(Array.from({ length: 12 }, () => zone.issue(zone.makeContainer())));
  const all: string[] = [];
  let after = start;
  for (;;) {
    const page = await zone.plain.showEvents(shenyang, { after, limit: 5 });
    if (page.events.length === 0) break;
    all.push(...page.events.map(({ sequence }) => sequence ?? ''));
    after = Number(page.next);
  }
  expect(all.map(Number)).toEqual(Array.from({ length: 12 }, (_, at) => start + at + 1));
});
