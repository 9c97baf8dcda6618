import {
  DynamoDBStreamsClient,
  type DynamoDBStreamsClientConfig,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamPlace } from '../../ports/set-aside.ts';

/** One write as the stream tells it. */
export interface StreamRecord {
  readonly dynamodb?: { readonly SequenceNumber?: string | undefined } | undefined;
}

export const makeStreamsClient = (config: DynamoDBStreamsClientConfig = {}) =>
  new DynamoDBStreamsClient({ maxAttempts: 3, ...config });

const isForgotten = (error: unknown) =>
  error instanceof TrimmedDataAccessException ||
  error instanceof ResourceNotFoundException ||
  error instanceof ExpiredIteratorException;

const isPast = (sequence: string | undefined, last: string) => BigInt(sequence ?? 0) > BigInt(last);

/** A portion of a shard may have no records though there are more behind it; after so many, one after the other, there are none. */
const mostEmptyPortions = 100;

/** The pages of a place; the last ends with the place, or with what there is. */
async function* readPages(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, from, to }: StreamPlace,
): AsyncGenerator<readonly StreamRecord[]> {
  const start = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: from };
  const at = new GetShardIteratorCommand({ ...start, ShardIteratorType: 'AT_SEQUENCE_NUMBER' });
  let iterator = (await client.send(at)).ShardIterator;
  let empty = 0;
  while (iterator !== undefined && empty < mostEmptyPortions) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const records: readonly StreamRecord[] = page.Records ?? [];
    yield records;
    empty = records.length === 0 ? empty + 1 : 0;
    const last = records.at(-1)?.dynamodb?.SequenceNumber;
    iterator = last === to || isPast(last, to) ? undefined : page.NextShardIterator;
  }
}

/**
 * Reads the records of a place, in order. A stream keeps them for a day: what it has forgotten is not
 * among them, and the first, or the last, is then not the place's.
 */
export async function readStreamPlace(
  client: DynamoDBStreamsClient,
  place: StreamPlace,
): Promise<readonly StreamRecord[]> {
  const found: StreamRecord[] = [];
  try {
    for await (const records of readPages(client, place))
      found.push(...records.filter((one) => !isPast(one.dynamodb?.SequenceNumber, place.to)));
  } catch (error) {
    if (!isForgotten(error)) throw error;
  }
  return found;
}
