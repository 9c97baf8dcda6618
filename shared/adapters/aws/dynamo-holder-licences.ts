import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { HolderDigest, LicenceId } from '../../domain/ids.ts';
import type {
  HolderLicences,
  HolderLicencesPage,
  HolderLicencesQuery,
} from '../../ports/holder-licences.ts';
import { registerKeys, text } from './dynamo-register-keys.ts';
import {
  makeDynamoRegisterReader,
  type ReaderOptions,
  readHeads,
} from './dynamo-register-reader.ts';

/** @param isWanted of which of them heads are read, by their ids; all unless told */
export async function listHolderLicences(
  options: ReaderOptions,
  { holder, after, limit }: HolderLicencesQuery,
  isWanted: (id: LicenceId) => boolean = () => true,
): Promise<HolderLicencesPage> {
  const command = new QueryCommand({
    TableName: options.table,
    ConsistentRead: true,
    // one more tells that there is more
    Limit: limit + 1,
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: {
      ':pk': text(registerKeys.holderLinks(holder)),
      // DynamoDB compares with no empty text; no id begins with a blank
      ':after': text(after ?? ' '),
    },
    ProjectionExpression: 'sk',
  });
  const { Items = [] } = await options.client.send(command);
  const ids = Items.map((item) => item['sk']?.S as LicenceId);
  const page = ids.slice(0, limit);
  const heads = await readHeads(options, page.filter(isWanted));
  const end = page.at(-1);
  return ids.length > limit && end ? { heads, end } : { heads };
}

/** A holder's licences in the register's table, by the links that issuing writes. */
export function makeDynamoHolderLicences(options: ReaderOptions): HolderLicences {
  const { client, table } = options;
  const { findHead, findReservation, findSignedForms } = makeDynamoRegisterReader(options);
  return {
    list: (query) => listHolderLicences(options, query),
    holds: async (holder, id) => {
      const Key = registerKeys.holder(holder, id);
      const read = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
      return (await client.send(read)).Item !== undefined;
    },
    findHolders: async (id, version) =>
      ((await findReservation(id, version))?.holderDigests ?? []) as readonly HolderDigest[],
    findHead,
    findSignedForms,
  };
}
