import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createBuckets } from '../engines/create-buckets.ts';
import { createQueues } from '../engines/create-queues.ts';
import { createTables } from '../engines/create-tables.ts';

/** The province's tables, queues and bucket, as they were found or made. */
export interface Resources {
  readonly tables: Readonly<Record<TableName, string>>;
  /** Streams of the tables that have one. */
  readonly streams: readonly { readonly tableName: string; readonly streamArn: string }[];
  readonly statusQueueUrl: string;
  readonly trustQueueUrl: string;
  readonly jobQueueUrl: string;
  readonly turnQueueUrl: string;
  readonly factQueueUrl: string;
  readonly deliveryQueueUrl: string;
  readonly trailQueueUrl: string;
  readonly bucket: string;
  /** Of files that are not public. */
  readonly filesBucket: string;
}

const tableNames = [
  'directory',
  'admission',
  'seals',
  'register',
  'holding',
  'shelf',
  'jobs',
  'outlet',
  'trail',
] as const;
type TableName = (typeof tableNames)[number];

/** Tables whose writes are relayed. */
const streamed: ReadonlySet<TableName> = new Set([
  'directory',
  'seals',
  'register',
  'holding',
  'jobs',
]);

/** A failed notice comes again after so long; after so many times it is set aside. */
const visibilityTimeoutSeconds = 10;
const afterReceives = 20;

/** Clients at the province's engines. */
export interface EngineClients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/** Creates what is not there yet, named by the province so that two may share an engine. */
export async function provideResources(slug: string, clients: EngineClients): Promise<Resources> {
  const nameOf = (table: TableName) => `${slug}-${table}`;
  const definitions = tableNames.map((table) => ({
    name: nameOf(table),
    ...(streamed.has(table) ? { stream: 'NEW_IMAGE' as const } : {}),
  }));
  const bucket = `${slug}-shelf`;
  const filesBucket = `${slug}-files`;
  const [made, queues] = await Promise.all([
    createTables(clients.dynamodb, definitions),
    provideQueues(slug, clients.sqs),
    createBuckets(clients.s3, [bucket, filesBucket]),
  ]);
  const streams = [...made.values()].flatMap(({ name, streamArn }) =>
    streamArn === undefined ? [] : [{ tableName: name, streamArn }],
  );
  const tables = Object.fromEntries(tableNames.map((table) => [table, nameOf(table)]));
  return { tables: tables as Resources['tables'], streams, ...queues, bucket, filesBucket };
}

async function provideQueues(slug: string, client: SQSClient) {
  const work = ['status', 'trust', 'jobs', 'turns', 'facts', 'deliveries', 'trail'].map((name) => ({
    name: `${slug}-${name}`,
    dead: `${slug}-${name}-dead`,
  }));
  const urls = await createQueues(client, [
    ...work.map(({ dead }) => ({ name: dead, visibilityTimeoutSeconds })),
    ...work.map(({ name, dead }) => ({
      name,
      visibilityTimeoutSeconds,
      deadLetters: { queueName: dead, afterReceives },
    })),
  ]);
  return {
    statusQueueUrl: urls.get(`${slug}-status`) ?? '',
    trustQueueUrl: urls.get(`${slug}-trust`) ?? '',
    jobQueueUrl: urls.get(`${slug}-jobs`) ?? '',
    turnQueueUrl: urls.get(`${slug}-turns`) ?? '',
    factQueueUrl: urls.get(`${slug}-facts`) ?? '',
    deliveryQueueUrl: urls.get(`${slug}-deliveries`) ?? '',
    trailQueueUrl: urls.get(`${slug}-trail`) ?? '',
  };
}
