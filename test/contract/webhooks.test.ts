import { Webhook as Stranger } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toIdentifier } from '../../shared/domain/identifier.ts';
import {
  type NotifyingZone,
  newLicenceId,
  sealOfEntries,
  startNotifyingZone,
  toQueueEvent,
} from '../build/notifying-zone.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../build/webhook-receiver.ts';

let zone: NotifyingZone;
let receiver: WebhookReceiver;
beforeAll(async () => {
  [zone, receiver] = await Promise.all([startNotifyingZone(), startWebhookReceiver()]);
  zone.clock.set(Date.now());
});
afterAll(() => Promise.all([zone?.close(), receiver?.close()]));

it('tells a department of a licence that came into force, signed so that a stranger’s library verifies it', async () => {
  const webhook = await zone.register(receiver.url);
  const id = newLicenceId();
  const fact = await zone.enter(id, { seq: 2, version: 1, state: 'valid' });
  expect(await zone.plain.record(toQueueEvent({ facts: [fact] }))).toEqual({
    batchItemFailures: [],
  });
  await zone.deliverAll();
  expect(receiver.received).toHaveLength(1);
  const [{ body, headers } = { body: '', headers: {} }] = receiver.received;
  const [secret = ''] = await zone.plain.secrets(webhook.id, webhook.secrets);
  const verified = new Stranger(secret).verify(body, headers as Record<string, string>);
  expect(headers['content-type']).toBe('application/cloudevents+json');
  expect(verified).toEqual({
    specversion: '1.0',
    id: headers['webhook-id'],
    source: 'https://liaoning.example',
    type: 'licence.issued',
    subject: id,
    time: new Date(zone.clock.now()).toISOString(),
    datacontenttype: 'application/json',
    sequence: '000000000001',
    data: {
      licenceId: id,
      identifier: toIdentifier(id, 1),
      version: 1,
      licenceType: id.split('.')[0],
      department: id.split('.')[1],
      sealId: sealOfEntries,
    },
  });
  expect(() =>
    new Stranger('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=').verify(
      body,
      headers as Record<string, string>,
    ),
  ).toThrow();
});
