import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Agreement } from '../../domain/agreement.ts';
import type { Client } from '../../domain/client.ts';
import type { Department, Entitlement } from '../../domain/department.ts';
import type { Duty } from '../../domain/duty.ts';
import type { LicenceType } from '../../domain/licence-type.ts';
import type { RecognisedProvince } from '../../domain/recognised-province.ts';
import type {
  Directory,
  DirectoryListing,
  DirectoryPageQuery,
  DirectoryWriter,
  ListedLicenceType,
  ProvinceCertificates,
} from '../../ports/directory.ts';
import { Problem } from '../../problem/problem.ts';
import {
  DirectoryTable,
  type DynamoDirectoryOptions,
  type Key,
  keys,
  toContent,
  toItem,
  toKey,
} from './dynamo-directory-table.ts';

export type { DynamoDirectoryOptions } from './dynamo-directory-table.ts';

/** Plain writes, for when there is nobody yet who could propose. */
class WritableDirectoryTable extends DirectoryTable {
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

  /** Moves an item with a version up to `content`; one that is higher already stays. */
  async raise(key: Key, content: { readonly version: number }): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.table,
      Key: toKey(key),
      UpdateExpression: 'SET version = :version, #content = :content',
      ExpressionAttributeNames: { '#content': 'content' },
      ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
      ExpressionAttributeValues: {
        ':version': { N: String(content.version) },
        ':content': { S: JSON.stringify(content) },
      },
    });
    await this.client.send(command).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  }
}

function makeReader(table: DirectoryTable): Directory {
  return {
    findDepartment: (code) => table.find<Department>(keys.department(code)),
    async findLicenceType(code) {
      const head = await table.find<{ version: number }>(keys.type(code));
      return head && table.find<LicenceType>(keys.typeVersion(code, head.version));
    },
    listEntitlements: async (department) =>
      (await table.list(`department#${department}`, 'entitlement#')).map((one) =>
        toContent<Entitlement>(one),
      ),
    findDuty: ({ department, type, itemCode }) =>
      table.find<Duty>(keys.duty(department, type, itemCode)),
    listDuties: async (department) =>
      (await table.list(`department#${department}`, 'duty#')).map((one) => toContent<Duty>(one)),
    findClient: (id) => table.find<Client>(keys.client(id)),
    listDepartments: async () =>
      (await table.list('departments')).map((one) => toContent<Department>(one)),
    findCertificates: () => table.find<ProvinceCertificates>(keys.certificates()),
    findProvince: (code) => table.find<RecognisedProvince>(keys.province(code)),
    listProvinces: async () =>
      (await table.list('provinces')).map((one) => toContent<RecognisedProvince>(one)),
    findAgreement: (id) => table.find<Agreement>(keys.agreement(id)),
    listAgreements: async () =>
      (await table.list('agreements')).map((one) => toContent<Agreement>(one)),
  };
}

function makeWriter(table: WritableDirectoryTable): DirectoryWriter {
  return {
    async putDepartment(department) {
      const { code } = department;
      const TransactItems = [keys.department(code), keys.listedDepartment(code)].map((key) => ({
        Put: { TableName: table.table, Item: toItem(key, department) },
      }));
      await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    },
    async putLicenceType(type) {
      const { code, version, name } = type;
      await table.putOnce(keys.typeVersion(code, version), type);
      await table.raise(keys.type(code), { version });
      const listed: ListedLicenceType = { code, version, name };
      await table.raise(keys.listedType(code), listed);
    },
    putEntitlement: (entitlement) => {
      const { department, type, from } = entitlement;
      return table.put(keys.entitlement(department, type, from), entitlement);
    },
    putClient: (client) => table.put(keys.client(client.id), client),
    putCertificates: (certificates) => table.put(keys.certificates(), certificates),
  };
}

/** The directory in its table, to read. */
export function makeDynamoDirectory(options: DynamoDirectoryOptions): Directory {
  return makeReader(new DirectoryTable(options));
}

/** The directory in its table, to write without a proposal. */
export function makeDynamoDirectoryWriter(options: DynamoDirectoryOptions): DirectoryWriter {
  return makeWriter(new WritableDirectoryTable(options));
}

/** The directory in its table, page by page. */
export function makeDynamoDirectoryListing(options: DynamoDirectoryOptions): DirectoryListing {
  const table = new DirectoryTable(options);
  const page = async <T>(pk: string, query: DirectoryPageQuery) => {
    const { items, ...next } = await table.part({ pk, ...query });
    return { found: items.map((one) => toContent<T>(one)), ...next };
  };
  return {
    pageDepartments: (query) => page<Department>('departments', query),
    pageLicenceTypes: (query) => page<ListedLicenceType>('types', query),
    findLicenceTypeVersion: (code, version) =>
      table.find<LicenceType>(keys.typeVersion(code, version)),
    listLicenceTypeVersions: async (code) =>
      (await table.list(`type#${code}`, 'version#')).map((one) =>
        Number((one['sk']?.S ?? '').slice('version#'.length)),
      ),
  };
}
