import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId, Moment } from '../../domain/ids.ts';
import type { MendMark, MendMarks } from '../../ports/register-mender.ts';

/** This Region's own table; no other Region has a copy. */
export interface DynamoMendMarksOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const partition = 'to-mend';
const toDigits = (at: Moment) => String(at).padStart(14, '0');
const keyOf = ({ licenceId, at }: MendMark) => ({
  pk: { S: partition },
  sk: { S: `${toDigits(at)}#${licenceId}` },
});

function toMark(sk: string): MendMark {
  const [at = '', licenceId = ''] = sk.split('#');
  return { at: Number(at) as Moment, licenceId: licenceId as LicenceId };
}

/** Marks in order of time: `to-mend` · `<moment>#<licence id>`. */
export function makeDynamoMendMarks({ client, table }: DynamoMendMarksOptions): MendMarks {
  return {
    async put(mark) {
      await client.send(new PutItemCommand({ TableName: table, Item: keyOf(mark) }));
    },
    async clear(mark) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(mark) }));
    },
    async listUntil(at) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: {
          ':pk': { S: partition },
          ':after': { S: toDigits((at + 1) as Moment) },
        },
      };
      const marks: MendMark[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        marks.push(...Items.map((item) => toMark(item['sk']?.S ?? '')));
      }
      return marks;
    },
  };
}
