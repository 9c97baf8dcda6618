import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { MirrorMarks } from '../../ports/mirror-marks.ts';
import type { DynamoShelfVersionsOptions } from './dynamo-shelf-versions.ts';

const keyOf = (province: string, file: string) => ({
  pk: { S: `mirror#${province}` },
  sk: { S: file },
});

/** Marks in the shelf table: `mirror#<province>` · `<file>`. */
export function makeDynamoMirrorMarks(options: DynamoShelfVersionsOptions): MirrorMarks {
  const { client, table } = options;
  return {
    async find(province, file) {
      const read = { TableName: table, Key: keyOf(province, file), ConsistentRead: true };
      const { Item } = await client.send(new GetItemCommand(read));
      if (!Item) return undefined;
      const etag = Item['etag']?.S;
      return {
        order: Number(Item['order']?.N),
        digest: Item['digest']?.S ?? '',
        ...(etag === undefined ? {} : { etag }),
      };
    },
    async raise(province, file, { order, digest, etag }) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              ...keyOf(province, file),
              order: { N: String(order) },
              digest: { S: digest },
              ...(etag === undefined ? {} : { etag: { S: etag } }),
            },
            ConditionExpression:
              'attribute_not_exists(pk) OR #order < :order OR (#order = :order AND digest = :digest)',
            ExpressionAttributeNames: { '#order': 'order' },
            ExpressionAttributeValues: {
              ':order': { N: String(order) },
              ':digest': { S: digest },
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
