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

/** Ids of a holder's licences; without `end` there are no more. */
interface HolderLinksPage {
  readonly ids: readonly LicenceId[];
  readonly end?: LicenceId;
}

/** A holder's licences by the links that issuing writes, in the order of their ids. */
export async function listHolderLinks(
  options: ReaderOptions,
  { holder, after, limit }: Omit<HolderLicencesQuery, 'after'> & { readonly after?: string },
): Promise<HolderLinksPage> {
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
  const found = Items.map((item) => item['sk']?.S as LicenceId);
  const ids = found.slice(0, limit);
  const end = ids.at(-1);
  return found.length > limit && end ? { ids, end } : { ids };
}

async function list(
  options: ReaderOptions,
  query: HolderLicencesQuery,
): Promise<HolderLicencesPage> {
  const { ids, ...end } = await listHolderLinks(options, query);
  return { heads: await readHeads(options, ids), ...end };
}

/** A holder's licences in the register's table, by the links that issuing writes. */
export function makeDynamoHolderLicences(options: ReaderOptions): HolderLicences {
  const { client, table } = options;
  const { findHead, findReservation, findSignedForms } = makeDynamoRegisterReader(options);
  return {
    list: (query) => list(options, query),
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
