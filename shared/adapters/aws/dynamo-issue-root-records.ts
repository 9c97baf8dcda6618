import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { IssueRootRecord, IssueRootRecords } from '../../ports/issue-root-records.ts';
import type { DynamoShelfVersionsOptions } from './dynamo-shelf-versions.ts';

type Item = Record<string, AttributeValue>;

const partition = 'issue-roots';
const numberDigits = 12;
const whole = (value: number): AttributeValue => ({ N: String(value) });

const toItem = (record: IssueRootRecord): Item => ({
  pk: { S: partition },
  sk: { S: String(record.number).padStart(numberDigits, '0') },
  number: whole(record.number),
  compact: { S: record.compact },
  digest: { S: record.digest },
  issuedAt: whole(record.issuedAt),
  from: whole(record.from),
  until: whole(record.until),
  size: whole(record.size),
  part: whole(record.part),
});

const toRecord = (item: Item): IssueRootRecord => ({
  number: Number(item['number']?.N),
  compact: item['compact']?.S ?? '',
  digest: item['digest']?.S ?? '',
  issuedAt: Number(item['issuedAt']?.N),
  from: Number(item['from']?.N),
  until: Number(item['until']?.N),
  size: Number(item['size']?.N),
  part: Number(item['part']?.N),
});

/** Issue roots in the shelf table: `issue-roots` · `<number>`; each is written once. */
export function makeDynamoIssueRootRecords(options: DynamoShelfVersionsOptions): IssueRootRecords {
  const { client, table } = options;
  return {
    async latest() {
      const command = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: partition } },
      });
      const [latest] = (await client.send(command)).Items ?? [];
      return latest && toRecord(latest);
    },
    async append(record) {
      const command = new PutItemCommand({
        TableName: table,
        Item: toItem(record),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await client.send(command);
        return 'appended';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'taken';
        throw error;
      }
    },
  };
}

/**
 * Records of a province with two Regions: a number is taken in the one table that decides for both, so
 * that the chain never forks; this Region's own table is told, for the day on which it is alone.
 * @param own what both Regions have copies of, and all there is from before there were two
 */
export function makeIssueRootRecordsOfBoth(
  own: IssueRootRecords,
  once: IssueRootRecords,
): IssueRootRecords {
  return {
    async latest() {
      const [here, there] = [await own.latest(), await once.latest()];
      if (there === undefined || (here?.number ?? 0) > there.number) return here;
      if (here?.number !== there.number) await own.append(there);
      return there;
    },
    async append(record) {
      const outcome = await once.append(record);
      if (outcome === 'appended') await own.append(record);
      return outcome;
    },
  };
}
