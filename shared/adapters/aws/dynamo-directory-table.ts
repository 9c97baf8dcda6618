import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';

/** Where the directory lies. */
export interface DynamoDirectoryOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export type Key = readonly [pk: string, sk: string];
export type Item = Record<string, AttributeValue>;

export const toKey = ([pk, sk]: Key): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** The whole thing is JSON in `content`; beside it only what conditions read. */
export const toItem = (key: Key, content: object): Item => ({
  ...toKey(key),
  content: { S: JSON.stringify(content) },
});

export const toContent = <T>(item: Item): T => JSON.parse(item['content']?.S ?? 'null') as T;

const versionOf = (version: number) => `version#${String(version).padStart(3, '0')}`;

/** Where the directory's things lie. */
export const keys = {
  department: (code: string): Key => [`department#${code}`, 'head'],
  listedDepartment: (code: string): Key => ['departments', code],
  entitlement: (code: string, type: string, from: number): Key => [
    `department#${code}`,
    `entitlement#${type}#${from}`,
  ],
  duty: (code: string, type: string, itemCode: string): Key => [
    `department#${code}`,
    `duty#${type}#${itemCode}`,
  ],
  grants: (code: string, type: string): Key => [`department#${code}`, `grants#${type}`],
  type: (code: string): Key => [`type#${code}`, 'head'],
  typeVersion: (code: string, version: number): Key => [`type#${code}`, versionOf(version)],
  listedType: (code: string): Key => ['types', code],
  client: (id: string): Key => [`client#${id}`, 'head'],
  province: (code: string): Key => ['provinces', code],
  provinceClaim: (what: 'name' | 'url', value: string): Key => [
    'province-claims',
    `${what}#${value}`,
  ],
  agreement: (id: string): Key => ['agreements', id],
  certificates: (): Key => ['province', 'certificates'],
  proposal: (id: string): Key => ['proposals', id],
  request: (client: string, digest: string): Key => [`idem#${client}#${digest}`, 'idem'],
} as const;

/** One part of a partition in order of its sort keys. */
export interface PartQuery {
  readonly pk: string;
  readonly prefix?: string;
  readonly after?: string;
  readonly limit: number;
}

/** Consistent reads of items that hold their content as JSON. */
export class DirectoryTable {
  readonly client: DynamoDBClient;
  readonly table: string;

  constructor(options: DynamoDirectoryOptions) {
    this.client = options.client;
    this.table = options.table;
  }

  async findItem(key: Key): Promise<Item | undefined> {
    const read = { TableName: this.table, Key: toKey(key), ConsistentRead: true };
    return (await this.client.send(new GetItemCommand(read))).Item;
  }

  async find<T>(key: Key): Promise<T | undefined> {
    const item = await this.findItem(key);
    return item && toContent<T>(item);
  }

  private toQuery(pk: string, prefix?: string) {
    const begins = prefix === undefined ? '' : ' AND begins_with(sk, :prefix)';
    return {
      TableName: this.table,
      ConsistentRead: true,
      KeyConditionExpression: `pk = :pk${begins}`,
      ExpressionAttributeValues: {
        ':pk': { S: pk },
        ...(prefix === undefined ? {} : { ':prefix': { S: prefix } }),
      },
    };
  }

  /** All items of a partition, or those whose sort key begins so. */
  async list(pk: string, prefix?: string): Promise<readonly Item[]> {
    const found: Item[] = [];
    const query = this.toQuery(pk, prefix);
    for await (const page of paginateQuery({ client: this.client }, query)) {
      found.push(...(page.Items ?? []));
    }
    return found;
  }

  /** The items behind a sort key; `next` is where the next part begins. */
  async part({ pk, prefix, after, limit }: PartQuery) {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        ...this.toQuery(pk, prefix),
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: toKey([pk, after]) }),
      }),
    );
    const next = LastEvaluatedKey?.['sk']?.S;
    return { items: Items, ...(next === undefined ? {} : { next }) };
  }
}
