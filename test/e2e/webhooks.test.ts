import { execFile } from 'node:child_process';
import { Webhook as Stranger } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../build/webhook-receiver.ts';

let service: RunningService;
let receiver: WebhookReceiver;
let silent: WebhookReceiver;
let elsewhere: WebhookReceiver;

beforeAll(async () => {
  [service, receiver, silent, elsewhere] = await Promise.all([
    startRunningService(),
    startWebhookReceiver(),
    startWebhookReceiver(),
    startWebhookReceiver(),
  ]);
});
afterAll(() =>
  Promise.all([service?.stop(), receiver?.close(), silent?.close(), elsewhere?.close()]),
);

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Runs `yinzheng` as the department's system. */
const yinzheng = (...args: readonly string[]) =>
  yinzhengAs('shenyang-market-regulation-licences', ...args);

function yinzhengAs(name: string, ...args: readonly string[]): Promise<Ended> {
  const client = service.clientPath('liaoning', name);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['cli/yinzheng.ts', `--client=${client}`, ...args],
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

async function ask(...args: readonly string[]): Promise<Record<string, string>> {
  const { code, text } = await yinzheng('--json', ...args);
  expect(code, text).toBe(0);
  return JSON.parse(text);
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 50 });
const verifies = (secret: string, { body, headers }: WebhookReceiver['received'][number]) =>
  new Stranger(secret).verify(body, headers as Record<string, string>);

/** Sends a test event, waits until it has come, and gives it. */
async function receive(id: string) {
  const { eventId = '' } = await ask('webhook', 'test', id);
  await until(() => receiver.ids().includes(eventId)).toBe(true);
  const [one] = receiver.received.filter(({ headers }) => headers['webhook-id'] === eventId);
  if (one === undefined) throw new Error('nothing came');
  return { eventId, one };
}

const outcomes = async (id: string) => (await yinzheng('webhook', 'deliveries', id)).text;

it('posts to receivers that take, fail, redirect, hang or are gone as Standard Webhooks says, and is led by the command', async () => {
  silent.answer('hang');
  const hanging = await ask('webhook', 'add', silent.url);
  await ask('webhook', 'test', hanging['webhookId'] ?? '');
  const { webhookId: id = '', secret = '' } = await ask('webhook', 'add', receiver.url);
  const first = await receive(id);
  expect(verifies(secret, first.one)).toMatchObject({ id: first.eventId, type: 'webhook.test' });

  const { secret: next = '' } = await ask('webhook', 'rotate', id);
  const second = await receive(id);
  for (const one of [secret, next]) verifies(one, second.one);
  expect(next).not.toBe(secret);
  expect(() => verifies(next, first.one)).toThrow();

  receiver.answer(503);
  await receive(id);
  receiver.answer({ status: 307, location: elsewhere.url });
  await receive(id);
  await until(() => outcomes(id)).toMatch(/failed {2}307 {2}redirected[\s\S]*failed {2}503/);
  expect(elsewhere.received).toEqual([]);

  // of this event, or of an earlier one that is tried again meanwhile
  receiver.answer(410);
  await yinzheng('webhook', 'test', id);
  await until(async () => (await yinzheng('webhook', 'list')).text).toContain(
    `${id}  disabled  gone`,
  );
  const refused = await yinzheng('webhook', 'test', id);
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('409') });
  receiver.answer(204);
  expect((await yinzheng('webhook', 'enable', id)).text).toContain(`${id}  enabled`);
  await receive(id);
  expect((await yinzheng('webhook', 'disable', id)).text).toContain(`${id}  disabled  asked`);

  await until(() => outcomes(hanging['webhookId'] ?? '')).toContain('failed  timeout');
  for (const one of [id, hanging['webhookId'] ?? '']) {
    expect((await yinzheng('webhook', 'remove', one)).text).toBe(`removed  ${one}\n`);
  }
  expect((await yinzheng('webhook', 'list')).text.trim()).toBe('');
});

it('lists what happened, what was done in the month, and what waits', async () => {
  const month = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 7);
  await until(async () => (await yinzheng('events')).text).toContain('licence.issued');
  const { text } = await yinzheng('counts', month);
  expect(text).toMatch(/^\w{21} {2}seal-\w{26} {2}.*issued \d+/m);
  const issued = [...(await yinzheng('events')).text.matchAll(/licence\.issued/g)].length;
  const counted = [...text.matchAll(/issued (\d+)/g)].reduce(
    (sum, [, one]) => sum + Number(one),
    0,
  );
  expect(counted).toBe(issued);
  // who governs sees every department's, a department no other's
  const all = await yinzhengAs('liaoning-governor-one', 'counts', month, '--all');
  expect(all.text).toMatch(/^\w{18} {2}\w{21} {2}issued \d+/m);
  const departments = new Set(
    all.text
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 18)),
  );
  expect(departments.size).toBeGreaterThan(1);
  expect((await yinzheng('counts', month, '--all')).text).toContain('403 forbidden');
  expect((await yinzheng('work')).text).toMatch(/^(?:nothing waits|(?:overdue|due-soon|in-time) )/);
  expect((await yinzheng('counts', 'november')).code).toBe(1);
});
