import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { StaleReservation, StaleReservations } from '../../ports/stale-reservations.ts';
import { toStaleReservation } from './dynamo-register-items.ts';
import { registerKeys, reservedShards, text, whole } from './dynamo-register-keys.ts';

/** Where the register lies, and which Regions' reservations are meant: whoever writes ends all of them. */
export interface DynamoStaleReservationsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly regions: readonly string[];
}

/** The partition's, oldest reservation first. */
async function* listShard(
  { client, table }: DynamoStaleReservationsOptions,
  { region, shard }: { readonly region: string; readonly shard: number },
  now: Moment,
): AsyncGenerator<StaleReservation> {
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    FilterExpression: 'dueAt <= :now',
    ExpressionAttributeValues: {
      ':pk': text(registerKeys.reservedShard(region, shard)),
      ':now': whole(now),
    },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    yield* Items.map(toStaleReservation);
  }
}

/** The index in the register table: `reserved#<region>#<shard>` · `<reserved at>#<licence id>`. */
export function makeDynamoStaleReservations(
  options: DynamoStaleReservationsOptions,
): StaleReservations {
  return {
    async *listDue(now) {
      for (const region of options.regions) {
        for (let shard = 0; shard < reservedShards; shard += 1) {
          yield* listShard(options, { region, shard }, now);
        }
      }
    },
  };
}
