import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { HoldingTable, PartitionQuery } from './dynamo-holding-table.ts';
import { type RegisterItem, whole } from './dynamo-register-keys.ts';
import { sendBesideTransactions } from './dynamo-transaction.ts';

/** A page of the things whose ids a partition lists, newest first, as they are now; without `end` it is the last. */
export async function listThings<Id extends string, Thing>(
  table: HoldingTable,
  query: Omit<PartitionQuery, 'newestFirst'>,
  { toKey, read }: { toKey: (id: Id) => RegisterItem; read: (item: RegisterItem) => Thing },
): Promise<{ readonly things: readonly Thing[]; readonly end?: Id }> {
  const { items, end } = await table.page({ ...query, newestFirst: true });
  const found = await table.gather(items.map((item) => toKey(item['sk']?.S as Id)));
  const things = found.flatMap((item) => (item ? [read(item)] : []));
  return end === undefined ? { things } : { things, end: end as Id };
}

/** Notes when something came to its end; a moment that stands there already stays. */
export async function noteEnd(
  { client, table }: Pick<HoldingTable, 'client' | 'table'>,
  key: RegisterItem,
  { name, at }: { readonly name: string; readonly at: Moment },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: key,
    UpdateExpression: 'SET #name = :at',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#name)',
    ExpressionAttributeNames: { '#name': name },
    ExpressionAttributeValues: { ':at': whole(at) },
  });
  await sendBesideTransactions(() => client.send(command)).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
