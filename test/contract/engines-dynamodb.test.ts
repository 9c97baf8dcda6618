import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { pruneStream, startDynamoDbEngine } from '../../local/engines/dynamodb.ts';
import type { EngineProcess } from '../../local/engines/engine-process.ts';
import { findFreePort } from '../../local/engines/free-port.ts';

let directory = '';
let dataFile = '';
let engine: EngineProcess;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;

async function start(): Promise<void> {
  engine = await startDynamoDbEngine({ dataFile, port: await findFreePort() });
  client = new DynamoDBClient(localClientConfig(engine.endpoint));
  streams = new DynamoDBStreamsClient(localClientConfig(engine.endpoint));
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yinzheng-dynamodb-'));
  dataFile = join(directory, 'dynamodb.sqlite');
  await start();
});

afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const put = (pk: string, sk = 'head') =>
  client.send(
    new PutItemCommand({ TableName: 'register', Item: { pk: { S: pk }, sk: { S: sk } } }),
  );

async function find(pk: string, sk = 'head') {
  const command = new GetItemCommand({
    TableName: 'register',
    Key: { pk: { S: pk }, sk: { S: sk } },
    ConsistentRead: true,
  });
  return (await client.send(command)).Item;
}

async function makeRegister() {
  const tables = await createTables(client, [
    { name: 'register', stream: 'NEW_IMAGE' },
    { name: 'access' },
  ]);
  return { streamArn: tables.get('register')?.streamArn ?? '', tables };
}

interface ReadFrom {
  readonly type: ShardIteratorType;
  readonly after?: string;
}

async function readStream(streamArn: string, { type, after }: ReadFrom = { type: 'TRIM_HORIZON' }) {
  const { StreamDescription } = await streams.send(
    new DescribeStreamCommand({ StreamArn: streamArn }),
  );
  const shardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: type,
      ...(after && { SequenceNumber: after }),
    }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ eventName, dynamodb }) => ({
    pk: dynamodb?.Keys?.['pk']?.S,
    sequence: dynamodb?.SequenceNumber ?? '',
    image: dynamodb?.NewImage,
    eventName,
  }));
}

test('tables are made once; a second time nothing changes', async () => {
  const first = await makeRegister();
  await put('licence-1');
  const second = await makeRegister();
  expect(second.tables).toEqual(first.tables);
  expect(second.tables.get('access')?.streamArn).toBeUndefined();
  expect(await find('licence-1')).toBeDefined();
});

test('a table gains its stream later, and refuses to change its form', async () => {
  await createTables(client, [{ name: 'register' }]);
  const tables = await createTables(client, [{ name: 'register', stream: 'KEYS_ONLY' }]);
  await put('licence-1');
  const records = await readStream(tables.get('register')?.streamArn ?? '');
  expect(records).toMatchObject([{ pk: 'licence-1', image: undefined }]);
  await expect(createTables(client, [{ name: 'register', stream: 'NEW_IMAGE' }])).rejects.toThrow(
    /KEYS_ONLY/,
  );
});

test('a transaction is written whole or not at all, and says which condition failed', async () => {
  await makeRegister();
  await put('number#1');
  const transaction = new TransactWriteItemsCommand({
    TransactItems: ['licence-1', 'number#1'].map((pk) => ({
      Put: {
        TableName: 'register',
        Item: { pk: { S: pk }, sk: { S: 'head' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    })),
  });
  await expect(client.send(transaction)).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  expect(await find('licence-1')).toBeUndefined();
});

test('a transaction repeated with its token is done once; with other content it is refused', async () => {
  await makeRegister();
  const count = (by: string) =>
    new TransactWriteItemsCommand({
      ClientRequestToken: 'token-1',
      TransactItems: [
        {
          Update: {
            TableName: 'register',
            Key: { pk: { S: 'list#1' }, sk: { S: 'next' } },
            UpdateExpression: 'ADD leased :by',
            ExpressionAttributeValues: { ':by': { N: by } },
          },
        },
      ],
    });
  await client.send(count('64'));
  await client.send(count('64'));
  expect((await find('list#1', 'next'))?.['leased']).toEqual({ N: '64' });
  await expect(client.send(count('65'))).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
});

test('of two conditional updates one wins', async () => {
  await makeRegister();
  await put('code-1');
  const spend = () =>
    client.send(
      new UpdateItemCommand({
        TableName: 'register',
        Key: { pk: { S: 'code-1' }, sk: { S: 'head' } },
        UpdateExpression: 'SET spent = :yes',
        ConditionExpression: 'attribute_not_exists(spent)',
        ExpressionAttributeValues: { ':yes': { BOOL: true } },
      }),
    );
  const outcomes = await Promise.allSettled([spend(), spend(), spend()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('the stream gives writes in order and resumes after any sequence number', async () => {
  const { streamArn } = await makeRegister();
  const ids = Array.from({ length: 12 }, (_, index) => `licence-${index}`);
  for (const id of ids) await put(id);
  const all = await readStream(streamArn);
  expect(all.map(({ pk }) => pk)).toEqual(ids);
  expect(all[0]).toMatchObject({ eventName: 'INSERT', image: { pk: { S: 'licence-0' } } });
  const rest = await readStream(streamArn, {
    type: 'AFTER_SEQUENCE_NUMBER',
    after: all[8]?.sequence ?? '',
  });
  expect(rest.map(({ pk }) => pk)).toEqual(ids.slice(9));
});

test('items and stream survive SIGKILL, and the sequence goes on', async () => {
  const { streamArn } = await makeRegister();
  for (const id of ['licence-1', 'licence-2']) await put(id);
  process.kill(engine.child.pid, 'SIGKILL');
  expect(await engine.child.ended).toMatchObject({ expected: false });
  await start();
  expect((await makeRegister()).streamArn).toBe(streamArn);
  expect(await find('licence-2')).toBeDefined();
  const [, last] = await readStream(streamArn);
  await put('licence-3');
  const next = await readStream(streamArn, {
    type: 'AFTER_SEQUENCE_NUMBER',
    after: last?.sequence ?? '',
  });
  expect(next.map(({ pk }) => pk)).toEqual(['licence-3']);
});

test('consumed stream records go, the highest stays, and the numbering goes on', async () => {
  const { streamArn } = await makeRegister();
  for (let index = 0; index < 12; index += 1) await put(`licence-${index}`);
  const all = await readStream(streamArn);
  const upTo = (index: number) => ({
    dataFile,
    tableName: 'register',
    sequenceNumber: all[index]?.sequence ?? '',
  });
  expect(pruneStream(upTo(4))).toBe(5);
  expect((await readStream(streamArn)).map(({ pk }) => pk)).toEqual(
    all.slice(5).map(({ pk }) => pk),
  );
  expect(pruneStream(upTo(11))).toBe(6);
  expect(pruneStream(upTo(11))).toBe(0);
  await put('licence-12');
  const next = await readStream(streamArn, {
    type: 'AFTER_SEQUENCE_NUMBER',
    after: all[11]?.sequence ?? '',
  });
  expect(next.map(({ pk }) => pk)).toEqual(['licence-12']);
  const numbers = [...all, ...next].map(({ sequence }) => BigInt(sequence));
  expect(
    numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number)),
  ).toBe(true);
});

test('pruning beside running writes loses none', async () => {
  const { streamArn } = await makeRegister();
  const written = Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      for (let index = 0; index < 40; index += 1) await put(`licence-${writer}-${index}`);
    }),
  );
  const seen = new Set<string | undefined>();
  let after: string | undefined;
  const finished = written.then(() => true);
  for (let done = false; !done || after === undefined; ) {
    done = await Promise.race([
      finished,
      new Promise<false>((resolve) => setTimeout(resolve, 5, false)),
    ]);
    const from =
      after === undefined ? undefined : ({ type: 'AFTER_SEQUENCE_NUMBER', after } as const);
    for (const { pk, sequence } of await readStream(streamArn, from)) {
      seen.add(pk);
      after = sequence;
    }
    if (after !== undefined)
      pruneStream({ dataFile, tableName: 'register', sequenceNumber: after });
  }
  expect(seen.size).toBe(160);
});

test('the next sequence number is found by the index, not by reading the stream', async () => {
  await makeRegister();
  const database = new DatabaseSync(dataFile, { readOnly: true });
  const plan = database
    .prepare(
      'EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
    )
    .all('register');
  database.close();
  expect(JSON.stringify(plan)).toContain('USING COVERING INDEX yinzheng_stream_order');
});

test('an engine without a file forgets at its end, and otherwise does the same', async () => {
  const memory = await startDynamoDbEngine({ port: await findFreePort() });
  const other = new DynamoDBClient(localClientConfig(memory.endpoint));
  const tables = await createTables(other, [{ name: 'register', stream: 'NEW_IMAGE' }]);
  expect(tables.get('register')?.streamArn).toContain('register/stream');
  await memory.close();
  expect(await memory.child.ended).toMatchObject({ expected: true });
});

test('a taken port is a clear message', async () => {
  const port = Number(new URL(engine.endpoint).port);
  await expect(
    startDynamoDbEngine({ dataFile: join(directory, 'second.sqlite'), port }),
  ).rejects.toThrow(
    new RegExp(`The DynamoDB engine ended \\(exit code 1\\)\\n.*port ${port} is already in use`),
  );
});
