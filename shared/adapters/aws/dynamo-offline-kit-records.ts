import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  KitPartRecord,
  OfflineKitRecord,
  OfflineKitRecords,
} from '../../ports/offline-kit-records.ts';
import type { DynamoShelfVersionsOptions } from './dynamo-shelf-versions.ts';

const key = { pk: { S: 'offline-kit' }, sk: { S: 'record' } };

/** The last kit in the shelf table: `offline-kit` · `record`. */
export function makeDynamoOfflineKitRecords(
  options: DynamoShelfVersionsOptions,
): OfflineKitRecords {
  const { client, table } = options;
  return {
    async find(): Promise<OfflineKitRecord | undefined> {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const parts = JSON.parse(Item['parts']?.S ?? '[]') as readonly KitPartRecord[];
      return { number: Number(Item['number']?.N), parts };
    },
    async record({ number, parts }) {
      const numbered = { N: String(number) };
      const command = new PutItemCommand({
        TableName: table,
        Item: { ...key, number: numbered, parts: { S: JSON.stringify(parts) } },
        ConditionExpression: 'attribute_not_exists(pk) OR #number <= :number',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':number': numbered },
      });
      try {
        await client.send(command);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
