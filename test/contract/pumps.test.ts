import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createQueues } from '../../local/engines/create-queues.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { pruneStream } from '../../local/engines/dynamodb.ts';
import { makePositionFile } from '../../local/pumps/position-file.ts';
import type { Pump } from '../../local/pumps/pump.ts';
import { startQueuePump } from '../../local/pumps/queue-pump.ts';
import { type StreamHandler, startStreamPump } from '../../local/pumps/stream-pump.ts';
import { makeTestClients } from '../build/engine-clients.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startEngines>>;

async function startEngines() {
  const started = await startTestEngines({ dynamodb: true, objectsAndQueues: true });
  return { ...started, ...makeTestClients(started.endpoints) };
}

beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

/** A table of its own with a stream, and a pump over it that remembers what came through. */
async function makeStream(name: string) {
  const tables = await createTables(engines.dynamodb, [{ name, stream: 'NEW_IMAGE' }]);
  const position = makePositionFile(join(engines.directory, `${name}.position`));
  const write = async (sk: string) => {
    const Item = { pk: { S: 'list#l1' }, sk: { S: sk } };
    await engines.dynamodb.send(new PutItemCommand({ TableName: name, Item }));
  };
  const start = (handler: StreamHandler): Pump =>
    startStreamPump({
      client: engines.streams,
      streamArn: tables.get(name)?.streamArn ?? '',
      handler,
      position,
      onConsumed: (sequenceNumber) =>
        pruneStream({
          dataFile: join(engines.directory, 'dynamodb.sqlite'),
          tableName: name,
          sequenceNumber,
        }),
      onFault: () => undefined,
    });
  return { write, start, position };
}

const keysOf = (event: Parameters<StreamHandler>[0]) =>
  event.Records.map(({ dynamodb }) => dynamodb?.Keys?.['sk']?.S ?? '');

async function until(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isDone()) {
    if (performance.now() > deadline) throw new Error('it never came to pass');
    await pause(20);
  }
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => String(at).padStart(3, '0'));

it('hands every write on in order, before and after a restart of the pump', async () => {
  const stream = await makeStream('ordered');
  const seen: string[] = [];
  const handler: StreamHandler = async (event) => {
    seen.push(...keysOf(event));
    return { batchItemFailures: [] };
  };
  for (const sk of numbered(5)) await stream.write(sk);
  const first = stream.start(handler);
  await until(() => seen.length >= 5);
  await first.stop();
  for (const sk of numbered(8).slice(5)) await stream.write(sk);
  const second = stream.start(handler);
  await until(() => seen.length >= 8);
  await second.stop();
  expect(seen).toEqual(numbered(8));
});

it('comes back to the record that failed and skips nothing', async () => {
  const stream = await makeStream('failing');
  const through: string[] = [];
  let failures = 2;
  const pump = stream.start(async ({ Records }) => {
    for (const { dynamodb } of Records) {
      const sk = dynamodb?.Keys?.['sk']?.S ?? '';
      if (sk === '002' && failures > 0) {
        failures -= 1;
        return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
      }
      through.push(sk);
    }
    return { batchItemFailures: [] };
  });
  for (const sk of numbered(5)) await stream.write(sk);
  await until(() => through.includes('004'));
  await pump.stop();
  expect(through).toEqual(numbered(5));
});

it('hands a batch on again when it broke before its position was kept', async () => {
  const stream = await makeStream('crashing');
  const seen: string[] = [];
  let crashes = 1;
  const pump = stream.start(async (event) => {
    seen.push(...keysOf(event));
    crashes -= 1;
    if (crashes === 0) throw new Error('crash after the work');
    return { batchItemFailures: [] };
  });
  await stream.write('000');
  await until(() => seen.length >= 2);
  await until(() => stream.position.read() !== undefined);
  await pump.stop();
  expect(seen).toEqual(['000', '000']);
});

it('deletes what a queue was done with, brings back what failed, and sets poison aside', async () => {
  const queues = await createQueues(engines.sqs, [
    { name: 'dead', visibilityTimeoutSeconds: 1 },
    {
      name: 'work',
      visibilityTimeoutSeconds: 1,
      deadLetters: { queueName: 'dead', afterReceives: 3 },
    },
  ]);
  const queueUrl = queues.get('work') ?? '';
  const seen: string[] = [];
  const pump = startQueuePump({
    client: engines.sqs,
    queueUrl,
    handler: async ({ Records }) => {
      seen.push(...Records.map(({ body }) => body));
      const poison = Records.filter(({ body }) => body === 'poison');
      return { batchItemFailures: poison.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
    onFault: () => undefined,
  });
  for (const MessageBody of ['good', 'poison']) {
    await engines.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  }
  const countDead = async () => {
    const QueueUrl = queues.get('dead') ?? '';
    const ask = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] };
    const found = await engines.sqs.send(new GetQueueAttributesCommand(ask));
    return Number(found.Attributes?.['ApproximateNumberOfMessages']);
  };
  for (let tries = 0; tries < 100 && (await countDead()) === 0; tries += 1) await pause(100);
  await pump.stop();
  expect(await countDead()).toBe(1);
  expect(seen.filter((body) => body === 'good')).toHaveLength(1);
  expect(seen.filter((body) => body === 'poison')).toHaveLength(3);
});
