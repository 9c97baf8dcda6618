import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ShelfVersions } from '../../ports/shelf.ts';
import type { WritingTurns } from '../../ports/writer-lease.ts';

/** Where the version rows lie. */
export interface DynamoShelfVersionsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** By whose turn versions are given; the province's first unless told. */
  readonly turns?: WritingTurns;
}

/** A turn gives versions above all that any turn before it can have given, whatever of that has arrived. */
const versionsOfTurn = 1_000_000_000;

const keyOf = (path: string) => ({ pk: { S: path }, sk: { S: 'version' } });

/**
 * Version rows in the shelf table: `<path>` · `version` {version}. A retry by the SDK that meets its
 * own first write sees `false`: the caller then only does its work once more.
 */
export function makeDynamoShelfVersions(options: DynamoShelfVersionsOptions): ShelfVersions {
  const { client, table, turns } = options;
  const findFloor = async () => (((await turns?.current())?.epoch ?? 1) - 1) * versionsOfTurn;
  return {
    async current(path) {
      const found = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(path), ConsistentRead: true }),
      );
      return Math.max(Number(found.Item?.['version']?.N ?? 0), await findFloor());
    },
    async advance(path, from) {
      const isFloor = from === (await findFloor());
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(path),
            UpdateExpression: 'SET version = :next',
            ConditionExpression: isFloor
              ? 'attribute_not_exists(pk) OR version <= :from'
              : 'version = :from',
            ExpressionAttributeValues: {
              ':next': { N: String(from + 1) },
              ':from': { N: String(from) },
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
