import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { KeptVersion, ShelfArchive } from '../../ports/shelf-archive.ts';
import type { DynamoShelfVersionsOptions } from './dynamo-shelf-versions.ts';

const padded = (value: number) => String(value).padStart(12, '0');
const toPartition = (path: string) => ({ S: `archive#${path}` });
const toSortKey = ({ issuedAt, number, digest }: KeptVersion) =>
  `${padded(issuedAt)}#${padded(number)}#${digest}`;

function toVersion(sortKey: string): KeptVersion {
  const [issuedAt = '', number = '', digest = ''] = sortKey.split('#');
  return { issuedAt: Number(issuedAt), number: Number(number), digest };
}

/** The archive in the shelf table: `archive#<path>` · `<second>#<number>#<digest>`, in order of time. */
export function makeDynamoShelfArchive(options: DynamoShelfVersionsOptions): ShelfArchive {
  const { client, table } = options;
  return {
    async note(path, version) {
      const Item = { pk: toPartition(path), sk: { S: toSortKey(version) } };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    async findAt(path, seconds) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
          KeyConditionExpression: 'pk = :pk AND sk < :after',
          ExpressionAttributeValues: {
            ':pk': toPartition(path),
            ':after': { S: padded(seconds + 1) },
          },
        }),
      );
      const sortKey = Items[0]?.['sk']?.S;
      return sortKey === undefined ? undefined : toVersion(sortKey);
    },
  };
}
