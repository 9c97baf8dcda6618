import { randomUUID } from 'node:crypto';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { Moment, SealId } from '../../domain/ids.ts';
import type { UnsettledKeys, UnsettledMark } from '../../ports/unsettled-keys.ts';

/** Where seals lie. */
export interface DynamoUnsettledKeysOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const partition = 'unsettled';
const toDigits = (at: Moment) => String(at).padStart(14, '0');
const keyOf = ({ seal, at, token }: UnsettledMark) => ({
  pk: { S: partition },
  sk: { S: `${toDigits(at)}#${seal}#${token}` },
});

function toMark(sk: string): UnsettledMark {
  const [at = '', seal = '', token = ''] = sk.split('#');
  return { seal: seal as SealId, at: Number(at) as Moment, token };
}

/** Marks in the seals' table, in order of when they are due: `unsettled` · `<moment>#<seal id>#<token>`. */
export function makeDynamoUnsettledKeys(options: DynamoUnsettledKeysOptions): UnsettledKeys {
  const { client, table } = options;
  return {
    async mark(seal, at) {
      const mark = { seal, at, token: randomUUID() };
      await client.send(new PutItemCommand({ TableName: table, Item: keyOf(mark) }));
      return mark;
    },
    async clear(mark) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(mark) }));
    },
    async listSince(at) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: {
          ':pk': { S: partition },
          ':after': { S: toDigits((at + 1) as Moment) },
        },
      };
      const marks: UnsettledMark[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        marks.push(...Items.map((item) => toMark(item['sk']?.S ?? '')));
      }
      return marks;
    },
  };
}
