import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ShelfVersions } from '../../ports/shelf.ts';

/** Where the version rows lie. */
export interface DynamoShelfVersionsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const keyOf = (path: string) => ({ pk: { S: path }, sk: { S: 'version' } });

/**
 * Version rows in the shelf table: `<path>` · `version` {version}. A retry by the SDK that meets its
 * own first write sees `false`: the caller then only does its work once more.
 */
export function makeDynamoShelfVersions(options: DynamoShelfVersionsOptions): ShelfVersions {
  const { client, table } = options;
  return {
    async current(path) {
      const found = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(path), ConsistentRead: true }),
      );
      return Number(found.Item?.['version']?.N ?? 0);
    },
    async advance(path, from) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(path),
            UpdateExpression: 'SET version = :next',
            ConditionExpression: from === 0 ? 'attribute_not_exists(pk)' : 'version = :from',
            ExpressionAttributeValues: {
              ':next': { N: String(from + 1) },
              ...(from === 0 ? {} : { ':from': { N: String(from) } }),
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
