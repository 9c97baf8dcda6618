import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Client } from '../../domain/client.ts';
import type { Department, Entitlement } from '../../domain/department.ts';
import type { LicenceType } from '../../domain/licence-type.ts';
import type { Directory, DirectoryWriter, ProvinceCertificates } from '../../ports/directory.ts';
import { Problem } from '../../problem/problem.ts';

/** Where the directory lies. */
export interface DynamoDirectoryOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

type Key = readonly [pk: string, sk: string];

const toKey = ([pk, sk]: Key) => ({ pk: { S: pk }, sk: { S: sk } });

/** The whole thing is JSON in `content`; beside it only what conditions read. */
const toItem = (key: Key, content: object) => ({
  ...toKey(key),
  content: { S: JSON.stringify(content) },
});

const versionKey = (code: string, version: number): Key => [
  `type#${code}`,
  `version#${String(version).padStart(3, '0')}`,
];

/** Consistent reads and plain writes of items that hold their content as JSON. */
class DirectoryTable {
  readonly client: DynamoDBClient;
  readonly table: string;

  constructor(options: DynamoDirectoryOptions) {
    this.client = options.client;
    this.table = options.table;
  }

  async find<T>(key: Key): Promise<T | undefined> {
    const read = { TableName: this.table, Key: toKey(key), ConsistentRead: true };
    const { Item } = await this.client.send(new GetItemCommand(read));
    return Item === undefined ? undefined : (JSON.parse(Item['content']?.S ?? 'null') as T);
  }

  /** All items of a partition, or those whose sort key begins so. */
  async list<T>(pk: string, prefix?: string): Promise<readonly T[]> {
    const found: T[] = [];
    const begins = prefix === undefined ? '' : ' AND begins_with(sk, :prefix)';
    const query = {
      TableName: this.table,
      ConsistentRead: true,
      KeyConditionExpression: `pk = :pk${begins}`,
      ExpressionAttributeValues: {
        ':pk': { S: pk },
        ...(prefix === undefined ? {} : { ':prefix': { S: prefix } }),
      },
    };
    for await (const page of paginateQuery({ client: this.client }, query)) {
      for (const item of page.Items ?? []) found.push(JSON.parse(item['content']?.S ?? '') as T);
    }
    return found;
  }

  async put(key: Key, content: object): Promise<void> {
    const write = { TableName: this.table, Item: toItem(key, content) };
    await this.client.send(new PutItemCommand(write));
  }

  /** Writes once; the same content again changes nothing. @throws Problem `state-conflict` for other content */
  async putOnce(key: Key, content: object): Promise<void> {
    const write = { TableName: this.table, Item: toItem(key, content) };
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    try {
      await this.client.send(new PutItemCommand({ ...write, ...condition }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const written = JSON.parse(JSON.stringify(content));
      if (!isDeepStrictEqual(await this.find(key), written)) {
        throw new Problem('state-conflict', { reason: 'version-written' });
      }
    }
  }

  /** Moves a head up to `version`; one that is higher already stays. */
  async raiseHead(pk: string, version: number): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.table,
      Key: toKey([pk, 'head']),
      UpdateExpression: 'SET version = :version, #content = :content',
      ExpressionAttributeNames: { '#content': 'content' },
      ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
      ExpressionAttributeValues: {
        ':version': { N: String(version) },
        ':content': { S: JSON.stringify({ version }) },
      },
    });
    await this.client.send(command).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  }
}

function makeReader(table: DirectoryTable): Directory {
  return {
    findDepartment: (code) => table.find<Department>([`department#${code}`, 'head']),
    async findLicenceType(code) {
      const head = await table.find<{ version: number }>([`type#${code}`, 'head']);
      return head && table.find<LicenceType>(versionKey(code, head.version));
    },
    listEntitlements: (department) =>
      table.list<Entitlement>(`department#${department}`, 'entitlement#'),
    findClient: (id) => table.find<Client>([`client#${id}`, 'head']),
    listDepartments: () => table.list<Department>('departments'),
    findCertificates: () => table.find<ProvinceCertificates>(['province', 'certificates']),
  };
}

function makeWriter(table: DirectoryTable): DirectoryWriter {
  return {
    async putDepartment(department) {
      const keys: readonly Key[] = [
        [`department#${department.code}`, 'head'],
        ['departments', department.code],
      ];
      const TransactItems = keys.map((key) => ({
        Put: { TableName: table.table, Item: toItem(key, department) },
      }));
      await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    },
    async putLicenceType(type) {
      await table.putOnce(versionKey(type.code, type.version), type);
      await table.raiseHead(`type#${type.code}`, type.version);
    },
    putEntitlement: (entitlement) => {
      const { department, type, from } = entitlement;
      return table.put([`department#${department}`, `entitlement#${type}#${from}`], entitlement);
    },
    putClient: (client) => table.put([`client#${client.id}`, 'head'], client),
    putCertificates: (certificates) => table.put(['province', 'certificates'], certificates),
  };
}

/** The directory in its table, to read. */
export function makeDynamoDirectory(options: DynamoDirectoryOptions): Directory {
  return makeReader(new DirectoryTable(options));
}

/** The directory in its table, to write: the governing zone only. */
export function makeDynamoDirectoryWriter(options: DynamoDirectoryOptions): DirectoryWriter {
  return makeWriter(new DirectoryTable(options));
}
