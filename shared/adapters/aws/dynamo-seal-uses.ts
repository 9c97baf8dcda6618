import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { SealId } from '../../domain/ids.ts';
import type { SealUses } from '../../ports/seal-uses.ts';
import { registerKeys, sealUseShards, text } from './dynamo-register-keys.ts';

/** Where the register lies. */
export interface DynamoSealUsesOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

async function countShard(
  { client, table }: DynamoSealUsesOptions,
  seal: SealId,
  shard: number,
): Promise<number> {
  const query = {
    TableName: table,
    ConsistentRead: true,
    Select: 'COUNT',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': text(registerKeys.sealUseShard(seal, shard)) },
  } as const;
  let count = 0;
  for await (const page of paginateQuery({ client }, query)) count += page.Count ?? 0;
  return count;
}

/** Recorded uses in the register table, counted by partition and never by a scan. */
export function makeDynamoSealUses(options: DynamoSealUsesOptions): SealUses {
  const shards = Array.from({ length: sealUseShards }, (_, shard) => shard);
  return {
    async countAttempts(seal) {
      const counts = await Promise.all(shards.map((shard) => countShard(options, seal, shard)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
