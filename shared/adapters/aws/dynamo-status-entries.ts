import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { StatusListId } from '../../domain/ids.ts';
import type { StatusEntries, StatusEntry } from '../../ports/status-entries.ts';
import { type RegisterItem, registerKeys, text } from './dynamo-register-keys.ts';

/** Where the register lies. */
export interface DynamoStatusEntriesOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Pages of one partition, in order of the sort key, by consistent reads. */
async function* readPartition(
  { client, table }: DynamoStatusEntriesOptions,
  pk: string,
): AsyncGenerator<RegisterItem[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(pk) },
      ExpressionAttributeNames: { '#status': 'status' },
      ProjectionExpression: 'sk, #status',
    },
  );
  for await (const page of pages) yield page.Items ?? [];
}

function toStatusEntry(item: RegisterItem): StatusEntry {
  const index = Number(item['sk']?.S);
  const status = Number(item['status']?.N);
  if (!Number.isInteger(index) || !Number.isInteger(status)) {
    throw new Error('a list entry without index or status');
  }
  return { index, status };
}

/** The entries that status lists are built from, in the register table. */
export function makeDynamoStatusEntries(options: DynamoStatusEntriesOptions): StatusEntries {
  return {
    async listStatusLists() {
      const lists: StatusListId[] = [];
      for await (const items of readPartition(options, registerKeys.openedLists)) {
        lists.push(...items.map((item) => (item['sk']?.S ?? '') as StatusListId));
      }
      return lists;
    },
    async *entriesOf(list) {
      for await (const items of readPartition(options, registerKeys.listEntries(list))) {
        yield* items.map(toStatusEntry);
      }
    },
  };
}
