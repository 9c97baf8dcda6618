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

/**
 * Reads the records of a place, in order. A stream keeps them for a day: what it has forgotten is not
 * among them, and the first is then not the place's.
 */
export async function readStreamPlace(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, from, to }: StreamPlace,
): Promise<readonly StreamRecord[]> {
  const found: StreamRecord[] = [];
  try {
    const start = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: from };
    const at = new GetShardIteratorCommand({ ...start, ShardIteratorType: 'AT_SEQUENCE_NUMBER' });
    let iterator = (await client.send(at)).ShardIterator;
    while (iterator !== undefined) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
      const records: readonly StreamRecord[] = page.Records ?? [];
      found.push(...records.filter((one) => !isPast(one.dynamodb?.SequenceNumber, to)));
      const last = records.at(-1)?.dynamodb?.SequenceNumber;
      const isDone = records.length === 0 || last === to || isPast(last, to);
      iterator = isDone ? undefined : page.NextShardIterator;
    }
  } catch (error) {
    if (!isForgotten(error)) throw error;
  }
  return found;
}
