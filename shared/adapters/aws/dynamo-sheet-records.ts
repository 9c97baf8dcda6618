import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { DepartmentCode } from '../../domain/ids.ts';
import type { SheetRecord, SheetRecords } from '../../ports/sheet-records.ts';
import type { DynamoShelfVersionsOptions } from './dynamo-shelf-versions.ts';

type Item = Record<string, AttributeValue>;

const partition = 'sheets';
const keyOf = (department: string) => ({ pk: { S: partition }, sk: { S: department } });

const toItem = (sheet: SheetRecord): Item => ({
  ...keyOf(sheet.department),
  digest: { S: sheet.digest },
  number: { N: String(sheet.number) },
  contentDigest: { S: sheet.contentDigest },
  enabledCertificates: { L: sheet.enabledCertificates.map((one) => ({ S: one })) },
});

const toSheetRecord = (item: Item): SheetRecord => ({
  department: (item['sk']?.S ?? '') as DepartmentCode,
  digest: item['digest']?.S ?? '',
  number: Number(item['number']?.N),
  contentDigest: item['contentDigest']?.S ?? '',
  enabledCertificates: (item['enabledCertificates']?.L ?? []).map((one) => one.S ?? ''),
});

/** Sheet records in the shelf table: `sheets` · `<department code>`. */
export function makeDynamoSheetRecords(options: DynamoShelfVersionsOptions): SheetRecords {
  const { client, table } = options;
  const find: SheetRecords['find'] = async (department) => {
    const found = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(department), ConsistentRead: true }),
    );
    return found.Item && toSheetRecord(found.Item);
  };
  return {
    find,
    async list() {
      const records: SheetRecord[] = [];
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: partition } },
      };
      for await (const page of paginateQuery({ client }, query)) {
        records.push(...(page.Items ?? []).map(toSheetRecord));
      }
      return records;
    },
    async record(sheet) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem(sheet),
            ConditionExpression: 'attribute_not_exists(pk) OR #number <= :number',
            ExpressionAttributeNames: { '#number': 'number' },
            ExpressionAttributeValues: { ':number': { N: String(sheet.number) } },
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
