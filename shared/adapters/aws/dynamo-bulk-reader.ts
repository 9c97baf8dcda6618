import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { BulkJob, BulkJobId } from '../../domain/bulk-job.ts';
import { toBulkJob } from './dynamo-bulk-items.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import type { RegisterItem } from './dynamo-register-keys.ts';

/** The jobs table. */
export interface DynamoBulkOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Reads one item, consistently. */
export async function readItem(
  { client, table }: DynamoBulkOptions,
  key: RegisterItem,
): Promise<RegisterItem | undefined> {
  const read = { TableName: table, Key: key, ConsistentRead: true };
  return (await client.send(new GetItemCommand(read))).Item;
}

/** Reads jobs by their id. */
export function makeJobReader(options: DynamoBulkOptions) {
  return async (id: BulkJobId): Promise<BulkJob | undefined> => {
    const item = await readItem(options, bulkKeys.head(id));
    return item && toBulkJob(item);
  };
}
