import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { ClientId, LicenceId, Moment, SealId } from '../../domain/ids.ts';
import type {
  SealUse,
  SealUseObject,
  SealUsePage,
  SealUseQuery,
  SealUses,
} from '../../ports/seal-uses.ts';
import { registerKeys, sealUseShards, text } from './dynamo-register-keys.ts';

/**
 * Where uses are recorded: licences' in the register, documents' among the seals, each by the zone
 * that signs, in partitions of the same name.
 */
export interface DynamoSealUsesOptions {
  readonly client: DynamoDBClient;
  readonly tables: readonly string[];
}

/** One partition of one table. */
interface Shard {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly pk: string;
}

type Item = Record<string, AttributeValue>;

function shardsOf({ client, tables }: DynamoSealUsesOptions, seal: SealId): readonly Shard[] {
  return tables.flatMap((table) =>
    Array.from({ length: sealUseShards }, (_, shard) => ({
      ...{ client, table, pk: registerKeys.sealUseShard(seal, shard) },
    })),
  );
}

const inShard = ({ table, pk }: Shard) => ({
  TableName: table,
  ConsistentRead: true,
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': text(pk) },
});

async function countShard(shard: Shard): Promise<number> {
  const query = { ...inShard(shard), Select: 'COUNT' } as const;
  let count = 0;
  for await (const page of paginateQuery({ client: shard.client }, query)) count += page.Count ?? 0;
  return count;
}

/** The newest of one partition, one more than is asked for, to tell that there is more. */
async function readShard(shard: Shard, { after, limit }: SealUseQuery): Promise<readonly Item[]> {
  const start = after === undefined ? undefined : { pk: text(shard.pk), sk: text(after) };
  const command = new QueryCommand({
    ...inShard(shard),
    ScanIndexForward: false,
    Limit: limit + 1,
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  });
  return (await shard.client.send(command)).Items ?? [];
}

const positionOf = (item: Item) => item['sk']?.S ?? '';

/** `<moment>#<licence>#<version>#<attempt>[#<form>[#<mark>]]`, or `<moment>#<stamp>#<attempt>`. */
function toUse(item: Item): SealUse {
  const [at = '', id = '', ...rest] = positionOf(item).split('#');
  const isStamp = id.startsWith('stamp-');
  const [version = '', attempt = '', form = 'credential'] = isStamp ? ['', ...rest] : rest;
  const of = isStamp
    ? { stamp: id }
    : { licenceId: id as LicenceId, version: Number(version), form };
  return {
    at: Number(at) as Moment,
    by: (item['by']?.S ?? '') as ClientId,
    digest: item['digest']?.S ?? '',
    attempt: Number(attempt),
    of: of as SealUseObject,
  };
}

const newestFirst = (one: Item, other: Item) => (positionOf(one) < positionOf(other) ? 1 : -1);

async function listUses(options: DynamoSealUsesOptions, query: SealUseQuery): Promise<SealUsePage> {
  const shards = shardsOf(options, query.seal).map((shard) => readShard(shard, query));
  const items = (await Promise.all(shards)).flat().sort(newestFirst);
  const page = items.slice(0, query.limit);
  const uses = page.map(toUse);
  const last = page.at(-1);
  return items.length > page.length && last ? { uses, end: positionOf(last) } : { uses };
}

/** Recorded uses, by partition and never by a scan. */
export function makeDynamoSealUses(options: DynamoSealUsesOptions): SealUses {
  return {
    async countAttempts(seal) {
      const counts = await Promise.all(shardsOf(options, seal).map(countShard));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    list: (query) => listUses(options, query),
  };
}
