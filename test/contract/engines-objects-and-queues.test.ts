import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createQueues } from '../../local/engines/create-queues.ts';
import type { EngineProcess } from '../../local/engines/engine-process.ts';
import { startObjectsAndQueuesEngine } from '../../local/engines/objects-and-queues.ts';

let directory = '';
let engine: EngineProcess;
let s3: S3Client;
let sqs: SQSClient;

async function start(): Promise<void> {
  engine = await startObjectsAndQueuesEngine({ dataDirectory: directory, port: 0 });
  s3 = new S3Client({ ...localClientConfig(engine.endpoint), forcePathStyle: true });
  sqs = new SQSClient(localClientConfig(engine.endpoint));
}

async function restartAfterKill(): Promise<void> {
  process.kill(engine.child.pid, 'SIGKILL');
  await engine.child.ended;
  await start();
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yinzheng-objects-'));
  await start();
});

afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const queues = (visibilityTimeoutSeconds = 30) =>
  createQueues(sqs, [
    { name: 'changes-dead', visibilityTimeoutSeconds: 30 },
    {
      name: 'changes',
      visibilityTimeoutSeconds,
      deadLetters: { queueName: 'changes-dead', afterReceives: 2 },
    },
  ]);

async function receive(url: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  return Messages;
}

const send = (url: string, body: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));

test('queues are made once, reached at the address of the engine, and redefined in place', async () => {
  const first = await queues();
  const second = await queues(7);
  expect(second).toEqual(first);
  const url = second.get('changes') ?? '';
  expect(url).toBe(`${engine.endpoint}/000000000000/changes`);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['VisibilityTimeout', 'RedrivePolicy'],
    }),
  );
  expect(Attributes?.['VisibilityTimeout']).toBe('7');
  expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toMatchObject({ maxReceiveCount: 2 });
});

test('a queue address alone leads a client to the engine', async () => {
  const url = (await queues()).get('changes') ?? '';
  const { endpoint: _, ...elsewhere } = localClientConfig(engine.endpoint);
  const silent = () => undefined;
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const byAddress = new SQSClient({ ...elsewhere, logger });
  await byAddress.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'id-1' }));
  expect(await receive(url)).toMatchObject([{ Body: 'id-1' }]);
});

test('a received message is hidden, and gone once it is deleted', async () => {
  const url = (await queues()).get('changes') ?? '';
  await send(url, '{"licence":"示例"}');
  const [message] = await receive(url);
  expect(message?.Body).toBe('{"licence":"示例"}');
  expect(await receive(url)).toEqual([]);
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  expect(Attributes?.['ApproximateNumberOfMessagesNotVisible']).toBe('0');
});

test('a message received too often goes to the dead-letter queue', async () => {
  const urls = await queues(1);
  const url = urls.get('changes') ?? '';
  await send(url, 'poison');
  for (const _ of [1, 2]) {
    expect(await receive(url)).toHaveLength(1);
    await delay(1100);
  }
  expect(await receive(url)).toEqual([]);
  expect(await receive(urls.get('changes-dead') ?? '')).toMatchObject([{ Body: 'poison' }]);
});

test('messages, received or not, survive SIGKILL', async () => {
  const url = (await queues(1)).get('changes') ?? '';
  await send(url, 'received');
  expect(await receive(url)).toHaveLength(1);
  await send(url, 'waiting');
  await restartAfterKill();
  await delay(1100);
  const again = (await queues(1)).get('changes') ?? '';
  const bodies = [...(await receive(again)), ...(await receive(again))].map(({ Body }) => Body);
  expect(bodies.sort()).toEqual(['received', 'waiting']);
});

test('objects are kept with their type, by paths with slashes, and survive SIGKILL', async () => {
  await createBuckets(s3, ['shelf', 'uploads']);
  await createBuckets(s3, ['shelf']);
  const object = { Bucket: 'shelf', Key: 'status-lists/ln/0001' };
  const Body = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256));
  await s3.send(
    new PutObjectCommand({ ...object, Body, ContentType: 'application/statuslist+jwt' }),
  );
  await restartAfterKill();
  const found = await s3.send(new GetObjectCommand(object));
  expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  expect(found.ContentType).toBe('application/statuslist+jwt');
  await expect(s3.send(new GetObjectCommand({ ...object, Key: 'none' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
});

test('the engine is not to be reached from other machines', async () => {
  const { port } = new URL(engine.endpoint);
  const outward = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal);
  for (const address of outward) {
    await expect(fetch(`http://${address?.address}:${port}/health`)).rejects.toThrow();
  }
  expect((await fetch(`${engine.endpoint}/health`)).status).toBe(200);
});

test('a taken port is a clear message', async () => {
  const port = Number(new URL(engine.endpoint).port);
  const second = startObjectsAndQueuesEngine({ dataDirectory: join(directory, 'second'), port });
  await expect(second).rejects.toThrow(
    `The S3 and SQS engine ended (exit code 1)\n  | listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
  );
});
