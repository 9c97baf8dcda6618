import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { HolderDigest } from '../../domain/ids.ts';
import { type ConcernedHolders, toUseOf, type UseRecord } from '../../domain/use-record.ts';
import type { Uses } from '../../ports/uses.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { putNew } from './dynamo-register-steps.ts';

/** Writes a use down for each of these, once; never altered, never deleted. */
export function putUses(
  { table }: { readonly table: string },
  use: UseRecord,
  { whole, partly = [] }: ConcernedHolders,
): TransactWriteItem[] {
  const put = (digest: HolderDigest, body: UseRecord) =>
    putNew({ table }, toBodyItem(holdingKeys.use(digest, use.at, use.id), 'use', { body }));
  return [
    ...[...new Set(whole)].map((digest) => put(digest, use)),
    ...partly
      .filter(({ digest }) => !whole.includes(digest))
      .map((one) => put(one.digest, toUseOf(one, use))),
  ];
}

/** Uses in the holding zone's table. */
export function makeDynamoUses(table: HoldingTable): Uses {
  return {
    async list({ party, after, limit }) {
      const partition = holdingKeys.usesOf(party);
      const { items, end } = await table.page({ partition, after, limit, newestFirst: true });
      const uses = items.map((item) => readBodyOf<UseRecord>(item));
      return end === undefined ? { uses } : { uses, end };
    },
  };
}
