import { afterAll, beforeAll, expect, it } from 'vitest';
import { toWaitingItem } from '../../shared/adapters/aws/dynamo-deliveries.ts';
import { put } from '../../shared/adapters/aws/dynamo-register-steps.ts';
import { sendTransaction } from '../../shared/adapters/aws/dynamo-transaction.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import type { WebhookId } from '../../shared/domain/webhook.ts';
import type { WrittenAnswer } from '../../shared/requests/keyed-request.ts';
import { shenyang } from '../build/callers.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import type { NotifyingContainer } from '../build/notifying-container.ts';
import { type NotifyingZone, startNotifyingZone, toQueueEvent } from '../build/notifying-zone.ts';
import { makeWritesInTheWay } from '../build/transaction-watch.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../build/webhook-receiver.ts';

type Keep = NotifyingContainer['keep'];
let zone: NotifyingZone;
let receiver: WebhookReceiver;
beforeAll(async () => {
  [zone, receiver] = await Promise.all([startNotifyingZone(), startWebhookReceiver()]);
});
afterAll(() => Promise.all([zone?.close(), receiver?.close()]));

let keys = 0;
function newCall() {
  keys += 1;
  return {
    ...{ by: 'shenyang-licensing' as ClientId, department: shenyang, body: {} },
    ...{ idempotencyKey: `key-${keys}`, route: 'POST /v1/webhooks' },
  };
}
const bodyOf = ({ answer }: WrittenAnswer) =>
  answer.body as { webhookId: WebhookId; secret?: string; eventId?: string };
const listed = async () => (await zone.plain.show.list(shenyang)).webhooks;
const counted = async () =>
  Number((await zone.listPartition(`webhook-count#${shenyang}`))[0]?.['taken']?.N ?? 0);
const make = async () => {
  const asked = { address: receiver.url, types: ['licence.issued' as const] };
  return bodyOf(await zone.plain.keep.make(newCall(), asked)).webhookId;
};
/** Removes what is there; it has to be as many as are counted. */
async function clear(): Promise<void> {
  const all = await listed();
  expect(await counted()).toBe(all.length);
  for (const { webhookId } of all) await zone.plain.keep.remove(webhookId as WebhookId, shenyang);
  expect(await counted()).toBe(0);
}

/** Puts an act through every fault and asks again with the same key: both answers are one, and it happened once. */
function strike(
  act: (keep: Keep, id: WebhookId, call: ReturnType<typeof newCall>) => Promise<WrittenAnswer>,
  holds: (id: WebhookId, again: ReturnType<typeof bodyOf>) => Promise<void>,
): Promise<number> {
  let id: WebhookId;
  return forEachFault<Keep>({
    make: (plan) => zone.makeContainer(plan).keep,
    prepare: async () => {
      await clear();
      id = await make();
      const call = newCall();
      return (keep) => act(keep, id, call);
    },
    check: async (first, again) => {
      const answered = await first;
      const repeated = bodyOf((await again()) as WrittenAnswer);
      if (answered !== 'lost') expect(bodyOf(answered as WrittenAnswer)).toEqual(repeated);
      await holds(id, repeated);
    },
  });
}

it('makes one endpoint whatever becomes of a call, and tells one secret', async () => {
  const cells = await strike(
    (keep, _, call) => keep.make(call, { address: receiver.url }),
    async (id, { webhookId, secret }) => {
      expect((await listed()).map((one) => one.webhookId)).toEqual(
        expect.arrayContaining([id, webhookId]),
      );
      expect(await listed()).toHaveLength(2);
      const secrets = (await zone.plain.webhooks.find(webhookId))?.secrets ?? [];
      expect(await zone.plain.secrets(webhookId, secrets)).toEqual([secret]);
    },
  );
  console.info(`webhooks: ${cells} faults of making`);
});

it('rotates a secret once whatever becomes of a call: the old one and one new one', async () => {
  await strike(
    (keep, id, call) => keep.rotate(call, id),
    async (id, { secret }) => {
      const { secrets = [], revision } = (await zone.plain.webhooks.find(id)) ?? {};
      expect([secrets.length, revision]).toEqual([2, 2]);
      expect((await zone.plain.secrets(id, secrets))[0]).toBe(secret);
    },
  );
});

it('disables and enables once whatever becomes of a call', async () => {
  const asked = { address: receiver.url, state: 'disabled' } as const;
  await strike(
    (keep, id, call) => keep.change(call, id, asked),
    async (id) => {
      const found = await zone.plain.webhooks.find(id);
      expect(found).toMatchObject({ state: 'disabled', reason: 'asked', revision: 2 });
      await zone.plain.keep.change(newCall(), id, { ...asked, state: 'enabled' });
      expect(await zone.plain.webhooks.find(id)).toMatchObject({ state: 'enabled', revision: 3 });
    },
  );
});

it('posts one test event, under one id, whatever becomes of a call', async () => {
  await strike(
    (keep, id, call) => keep.test(call, id),
    async (_, { eventId }) => {
      // the clock makes up for a notice that was lost
      await zone.strike();
      expect(receiver.ids()).toEqual([eventId]);
      receiver.clear();
    },
  );
});

it('removes one endpoint, and counts it once, whatever becomes of a call', async () => {
  let id: WebhookId;
  await forEachFault<Keep>({
    make: (plan) => zone.makeContainer(plan).keep,
    prepare: async () => {
      await clear();
      id = await make();
      await make();
      return (keep) => keep.remove(id, shenyang);
    },
    check: async (first, again) => {
      await first;
      await again();
      expect(await zone.plain.webhooks.find(id)).toBeUndefined();
      expect(await listed()).toHaveLength(1);
    },
  });
});

it('delivers also where a transaction is at the endpoint’s turn in that moment', async () => {
  await clear();
  const id = await make();
  await zone.issue();
  await zone.takeNotices();
  const container = zone.makeContainer(makeWritesInTheWay(3));
  expect(await container.deliver(toQueueEvent({ webhook: id }))).toEqual({ batchItemFailures: [] });
  expect(receiver.ids()).toHaveLength(1);
  receiver.clear();
});

it('wakes nobody for ever: what was left of an endpoint that was removed meanwhile is cleared', async () => {
  await clear();
  const id = await make();
  await zone.plain.keep.remove(id, shenyang);
  await zone.put('outlet', toWaitingItem(id, zone.clock.now()));
  await zone.strike();
  expect(await zone.listPartition('waiting')).toEqual([]);
});

it('wakes whoever waits, however many others wait for later', async () => {
  const { deliveries, table } = zone.plain;
  const now = zone.clock.now();
  const ids = Array.from({ length: 1001 }, (_, at) => `webhook-${String(at).padStart(26, '0')}`);
  const items = ids.map((id) =>
    put(table, toWaitingItem(id as WebhookId, (id === ids.at(-1) ? now : now + 1) as Moment)),
  );
  for (let at = 0; at < items.length; at += 100)
    await sendTransaction(table.client, items.slice(at, at + 100));
  expect(await deliveries.listWaiting(now)).toContain(ids.at(-1));
});
