import { execFile } from 'node:child_process';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RedrivePorts, redriveRecords } from '../../cli/redrive/redrive-records.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createQueues } from '../../local/engines/create-queues.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import {
  makeStreamsClient,
  readStreamPlace,
} from '../../shared/adapters/aws/dynamo-stream-records.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { makeSqsSetAside } from '../../shared/adapters/aws/sqs-set-aside.ts';
import type { FactNotice } from '../../shared/ports/event-feed.ts';
import type { TrailNotice } from '../../shared/ports/trail.ts';
import { faultsFor, makeNetworkPlan, type NetworkPlan } from '../build/faulty-client.ts';
import {
  type NotifyingZone,
  newLicenceId,
  startNotifyingZone,
  toQueueEvent,
} from '../build/notifying-zone.ts';

let zone: NotifyingZone;
let streams: ReturnType<typeof makeStreamsClient>;
let streamArn: string;
let queues: ReadonlyMap<string, string>;
const urlOf = (name: string) => queues.get(name) ?? '';
const sqsOf = (plan?: NetworkPlan): SQSClient => {
  const client = makeSqsClient(localClientConfig(zone.parts.endpoints.objectsAndQueues));
  return plan === undefined ? client : plan.into(client);
};

beforeAll(async () => {
  zone = await startNotifyingZone();
  streams = makeStreamsClient(localClientConfig(zone.parts.endpoints.dynamodb));
  const tables = await createTables(zone.client, [{ name: 'followed', stream: 'NEW_IMAGE' }]);
  streamArn = tables.get('followed')?.streamArn ?? '';
  const names = ['poison', 'poison-of-command', 'facts', 'trail'];
  queues = await createQueues(
    sqsOf(),
    names.map((name) => ({ name, visibilityTimeoutSeconds: 1 })),
  );
});
afterAll(async () => {
  streams?.destroy();
  await zone?.close();
});

/** Writes entries of so many licences where a stream follows them; gives their sequence numbers. */
async function writeEntries(count: number) {
  const ids = Array.from({ length: count }, () => newLicenceId());
  const facts = await Promise.all(
    ids.map((id) => zone.enter(id, { seq: 2, version: 1, state: 'valid' })),
  );
  for (const { id, entry } of facts) {
    const Item = { pk: { S: id }, sk: { S: entry }, state: { S: 'valid' } };
    await zone.client.send(new PutItemCommand({ TableName: 'followed', Item }));
  }
  const stream = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const shardId = stream.StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const start = {
    StreamArn: streamArn,
    ShardId: shardId,
    ShardIteratorType: 'TRIM_HORIZON',
  } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  const numbers = Records.filter(({ dynamodb }) =>
    ids.some((id) => id === dynamodb?.Keys?.['pk']?.S),
  ).map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  return { facts, shardId, numbers };
}

/** What Lambda puts there when the relay could not get through. */
function toSetAside(shardId: string, from = '', to = ''): string {
  const info = { shardId, startSequenceNumber: from, endSequenceNumber: to, streamArn };
  const body = { requestContext: { condition: 'RetryAttemptsExhausted' }, version: '1.0' };
  return JSON.stringify({ ...body, DDBStreamBatchInfo: { ...info, batchSize: 3 } });
}
const sendTo = (name: string, MessageBody: string) =>
  sqsOf().send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }));
const setAside = (...place: Parameters<typeof toSetAside>) =>
  sendTo('poison', toSetAside(...place));

const redrive = ({ plan, ...others }: Partial<RedrivePorts> & { plan?: NetworkPlan } = {}) => {
  const client = sqsOf(plan);
  return redriveRecords({
    setAside: makeSqsSetAside({ client, queueUrl: urlOf('poison') }),
    read: async (place) => (await readStreamPlace(streams, place)) as readonly DynamoDBRecord[],
    facts: makeSqsQueue({ client, queueUrl: urlOf('facts') }),
    trail: makeSqsQueue({ client, queueUrl: urlOf('trail') }),
    ...others,
  });
};

const takeFrom = async <Notice>(name: string) =>
  (await zone.takeFrom(urlOf(name))).map((body) => JSON.parse(body) as Notice);
const eventsOf = async (ids: readonly string[]) =>
  (await zone.readFeed()).flatMap(({ event }) => (ids.includes(event.subject) ? [event.id] : []));

it('tells what was set aside under the very ids that the relay would have, and nothing twice', async () => {
  const { facts, shardId, numbers } = await writeEntries(5);
  const [early] = facts;
  // one of them was told before the relay failed
  await zone.plain.record(toQueueEvent({ facts: [early] }));
  const [before] = await eventsOf([early?.id ?? '']);
  await setAside(shardId, numbers[0], numbers[3]);
  expect(await redrive()).toEqual({
    ...{ messages: 1, records: 4, facts: 4, acts: 4, forgotten: [], foreign: [] },
  });
  const notices = await takeFrom<FactNotice>('facts');
  expect(notices).toEqual([{ facts: facts.slice(0, 4) }]);
  const [acts] = await takeFrom<TrailNotice>('trail');
  expect(acts?.facts.map(({ id, entry }) => [id, entry])).toEqual(
    facts.slice(0, 4).map(({ id, entry }) => [id, entry]),
  );
  for (const notice of [...notices, ...notices]) await zone.plain.record(toQueueEvent(notice));
  const ids = await eventsOf(facts.map(({ id }) => id));
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(4);
  expect(ids).toContain(before);
  expect(await redrive()).toMatchObject({ messages: 0, records: 0 });
});

/** A client that gets records one by one, and none every other time, as from portions of a shard. */
function makeHaltingStreams() {
  const client = makeStreamsClient(localClientConfig(zone.parts.endpoints.dynamodb));
  let asked = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (sending) => {
        if (commandName !== 'GetRecordsCommand') return next(sending);
        const input = sending.input as GetRecordsCommand['input'];
        asked += 1;
        if (asked % 2 === 0) return next({ ...sending, input: { ...input, Limit: 1 } });
        const output = { Records: [], NextShardIterator: input.ShardIterator, $metadata: {} };
        return { output, response: {} };
      },
    { step: 'initialize', name: 'halting' },
  );
  return client;
}

it('reads on where a portion of the shard has no records, and keeps what it has not read to its end', async () => {
  const { shardId, numbers } = await writeEntries(3);
  const [from = '', , to = ''] = numbers;
  const place = { streamArn, shardId, from, to };
  const halting = makeHaltingStreams();
  const found = await readStreamPlace(halting, place);
  halting.destroy();
  expect(found.map(({ dynamodb }) => dynamodb?.SequenceNumber)).toEqual(numbers);
  await setAside(shardId, from, to);
  const cut = async () => found.slice(0, 2) as readonly DynamoDBRecord[];
  expect(await redrive({ read: cut })).toMatchObject({ messages: 0, forgotten: [place] });
  await takeFrom('facts');
  await takeFrom('trail');
});

it('leaves what names no records, and what the stream has forgotten', async () => {
  await sendTo('poison', '{"facts":[]}');
  await setAside('shardId-00000000000000000000-none', '1', '2');
  const { forgotten, foreign, messages } = await redrive();
  expect([messages, forgotten.length, foreign.length]).toEqual([0, 1, 1]);
  expect(await takeFrom('facts')).toEqual([]);
});

it('whatever becomes of a call: run again, it tells each fact, and each comes to one event', async () => {
  const names = makeNetworkPlan();
  const run = async (plan: NetworkPlan) => {
    const { facts, shardId, numbers } = await writeEntries(2);
    await setAside(shardId, numbers[0], numbers[1]);
    await redrive({ plan }).catch(() => undefined);
    // hidden from whoever runs it again until its time is over: set aside once more instead
    await setAside(shardId, numbers[0], numbers[1]);
    await redrive();
    for (const notice of await takeFrom<FactNotice>('facts'))
      await zone.plain.record(toQueueEvent(notice));
    await takeFrom('trail');
    return facts.map(({ id }) => id);
  };
  await run(names);
  expect(names.calls).not.toEqual([]);
  for (const [at, name] of names.calls.entries()) {
    for (const fault of faultsFor(name)) {
      const ids = await run(makeNetworkPlan(at + 1, fault));
      expect(await eventsOf(ids), `${name} ${fault}`).toHaveLength(2);
    }
  }
});

/** The command, as an operator runs it against these queues and this stream. */
function runCommand(): Promise<{ readonly code: number; readonly stdout: string }> {
  const { dynamodb, objectsAndQueues } = zone.parts.endpoints;
  const queueArguments = { from: 'poison-of-command', facts: 'facts', trail: 'trail' };
  const named = Object.entries(queueArguments).flatMap(([to, name]) => [`--${to}`, urlOf(name)]);
  const env = {
    ...{ PATH: process.env['PATH'], AWS_REGION: 'cn-north-1' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL_SQS: objectsAndQueues, AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodb },
  };
  const { promise, resolve, reject } =
    Promise.withResolvers<Awaited<ReturnType<typeof runCommand>>>();
  const args = ['cli/yinzheng.ts', 'redrive', ...named, '--json'];
  const child = execFile(process.execPath, args, { env }, (_failed, stdout, stderr) =>
    child.exitCode === null ? reject(new Error(stderr)) : resolve({ code: child.exitCode, stdout }),
  );
  return promise;
}

it('is run as a command: what was set aside is told and gone, and exit code 4 says that something is left', async () => {
  const { facts, shardId, numbers } = await writeEntries(3);
  await sendTo('poison-of-command', toSetAside(shardId, numbers[0], numbers[2]));
  const { code, stdout } = await runCommand();
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ...{ messages: 1, records: 3, facts: 3, acts: 3, forgotten: [], foreign: [] },
  });
  expect(await takeFrom<FactNotice>('facts')).toEqual([{ facts }]);
  expect(await takeFrom('trail')).toHaveLength(1);
  await sendTo('poison-of-command', '{"facts":[]}');
  const again = await runCommand();
  expect(again.code).toBe(4);
  expect(JSON.parse(again.stdout)).toMatchObject({ messages: 0, foreign: [expect.any(String)] });
  expect(await takeFrom('facts')).toEqual([]);
});
