import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';

/** A table with marks in it. */
export interface DynamoMarksOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Something to be looked at from a moment on: what it is about, in words without `#`. */
interface DatedMark {
  readonly at: Moment;
  readonly about: readonly string[];
}

const toDigits = (at: number) => String(at).padStart(14, '0');

function toMark(sk: string): DatedMark {
  const [at = '', ...about] = sk.split('#');
  return { at: Number(at) as Moment, about };
}

/** Marks in order of time: `<partition>` · `<moment>#<about>…`. */
export function makeDatedMarks({ client, table }: DynamoMarksOptions, partition: string) {
  const keyOf = ({ at, about }: DatedMark) => ({
    pk: { S: partition },
    sk: { S: [toDigits(at), ...about].join('#') },
  });
  return {
    async put(mark: DatedMark): Promise<void> {
      await client.send(new PutItemCommand({ TableName: table, Item: keyOf(mark) }));
    },
    async clear(mark: DatedMark): Promise<void> {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(mark) }));
    },
    /** Consistent. */
    async listUntil(at: Moment): Promise<readonly DatedMark[]> {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: { ':pk': { S: partition }, ':after': { S: toDigits(at + 1) } },
      };
      const marks: DatedMark[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query))
        marks.push(...Items.map((item) => toMark(item['sk']?.S ?? '')));
      return marks;
    },
  };
}
