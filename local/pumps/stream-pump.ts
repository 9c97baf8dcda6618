import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { PositionFile } from './position-file.ts';
import { type Pump, startPump } from './pump.ts';

/** The function behind a stream. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/** One table's stream, who reads it and up to where it was read. */
export interface StreamPumpOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly handler: StreamHandler;
  readonly position: PositionFile;
  /** Told of each position that has been kept; what lies before it is not needed any more. */
  readonly onConsumed?: (sequenceNumber: string) => void;
  readonly onFault: (error: unknown) => void;
}

const batchSize = 100;
const idleMilliseconds = 200;

/**
 * Hands a table's stream to a function as Lambda does: in order, at least once, a failed record again
 * until it goes through. The position is kept after the function is done, so a crash repeats and never skips.
 */
export function startStreamPump(options: StreamPumpOptions): Pump {
  return startPump({ turn: () => pumpOnce(options), onFault: options.onFault });
}

/** Takes one batch from each shard, oldest shard first; gives how long to wait. */
export async function pumpOnce(options: StreamPumpOptions): Promise<number> {
  const { client, streamArn } = options;
  const found = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  for (const shard of found.StreamDescription?.Shards ?? []) {
    const records = await readShard(options, shard);
    if (records.length > 0) return (await handOn(options, records)) ? 0 : 5 * idleMilliseconds;
  }
  return idleMilliseconds;
}

async function readShard(
  { client, streamArn, position }: StreamPumpOptions,
  { ShardId }: Shard,
): Promise<readonly _Record[]> {
  const after = position.read();
  const shard = { StreamArn: streamArn, ShardId };
  const fromStart = { ...shard, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const where = after
    ? ({ ...shard, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const)
    : fromStart;
  const { ShardIterator } = await client
    .send(new GetShardIteratorCommand(where))
    .catch((error: unknown) => {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      return client.send(new GetShardIteratorCommand(fromStart));
    });
  const got = await client.send(new GetRecordsCommand({ ShardIterator, Limit: batchSize }));
  return (got.Records ?? []).filter((record) => isAfter(record, after));
}

const isAfter = ({ dynamodb }: _Record, after: string | undefined) =>
  after === undefined || BigInt(dynamodb?.SequenceNumber ?? 0) > BigInt(after);

/** False when the function did not get through the batch. */
async function handOn(options: StreamPumpOptions, records: readonly _Record[]): Promise<boolean> {
  const { batchItemFailures } = await options.handler(toEvent(options.streamArn, records));
  const failedAt = records.findIndex(({ dynamodb }) =>
    batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === dynamodb?.SequenceNumber),
  );
  const done = failedAt < 0 ? records : records.slice(0, failedAt);
  if (failedAt < 0 && batchItemFailures.length > 0) return false;
  const last = done.at(-1)?.dynamodb?.SequenceNumber;
  if (last !== undefined) {
    options.position.write(last);
    options.onConsumed?.(last);
  }
  return failedAt < 0;
}

function toEvent(streamArn: string, records: readonly _Record[]): DynamoDBStreamEvent {
  return {
    Records: records.map(({ eventID, eventName, awsRegion, dynamodb }) => ({
      eventID: eventID ?? '',
      eventName: eventName ?? 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: awsRegion ?? '',
      eventSourceARN: streamArn,
      dynamodb: dynamodb as NonNullable<DynamoDBStreamEvent['Records'][number]['dynamodb']>,
    })),
  };
}
