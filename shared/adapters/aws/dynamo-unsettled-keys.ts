import { randomUUID } from 'node:crypto';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { SealId } from '../../domain/ids.ts';
import type { UnsettledKeys, UnsettledMark } from '../../ports/unsettled-keys.ts';

/** Where seals lie. */
export interface DynamoUnsettledKeysOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const partition = 'unsettled';
const keyOf = ({ seal, token }: UnsettledMark) => ({
  pk: { S: partition },
  sk: { S: `${seal}#${token}` },
});

/** Marks in the seals' table: `unsettled` · `<seal id>#<token>`. */
export function makeDynamoUnsettledKeys(options: DynamoUnsettledKeysOptions): UnsettledKeys {
  const { client, table } = options;
  return {
    async mark(seal, at) {
      const mark = { seal, token: randomUUID() };
      const Item = { ...keyOf(mark), at: { N: String(at) } };
      await client.send(new PutItemCommand({ TableName: table, Item }));
      return mark;
    },
    async clear(mark) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(mark) }));
    },
    async listSince(at) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '#at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':pk': { S: partition }, ':at': { N: String(at) } },
      };
      const marks: UnsettledMark[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const item of Items) {
          const [seal = '', token = ''] = (item['sk']?.S ?? '').split('#');
          marks.push({ seal: seal as SealId, token });
        }
      }
      return marks;
    },
  };
}
