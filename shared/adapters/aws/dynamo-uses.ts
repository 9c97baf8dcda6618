import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ComplaintCase } from '../../domain/complaint.ts';
import type { HolderDigest } from '../../domain/ids.ts';
import { type ConcernedHolders, toUseOf, type UseRecord } from '../../domain/use-record.ts';
import type { ListedUse, Uses } from '../../ports/uses.ts';
import { findComplaintsAbout } from './dynamo-complaints.ts';
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

const withComplaint = (use: UseRecord, complaint: ComplaintCase | undefined): ListedUse =>
  complaint === undefined ? use : { ...use, complaint };

/** Uses in the holding zone's table. */
export function makeDynamoUses(table: HoldingTable): Uses {
  return {
    async list({ party, after, limit }) {
      const partition = holdingKeys.usesOf(party);
      const { items, end } = await table.page({ partition, after, limit, newestFirst: true });
      const found = items.map((item) => readBodyOf<UseRecord>(item));
      const complaints = await findComplaintsAbout(table, party, found);
      const uses = found.map((use) => withComplaint(use, complaints.get(use.id)));
      return end === undefined ? { uses } : { uses, end };
    },
  };
}
