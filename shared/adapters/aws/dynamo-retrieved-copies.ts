import type { ClientId } from '../../domain/ids.ts';
import type { RetrievedCopies, RetrievedCopy } from '../../ports/retrieved-copies.ts';
import { toAuthorisation } from './dynamo-authorisations.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import type { HoldingTable } from './dynamo-holding-table.ts';
import { leaveStands, toRetrieval } from './dynamo-retrievals.ts';

async function find(
  table: HoldingTable,
  retrievalId: string,
  licenceId: string,
): Promise<RetrievedCopy | undefined> {
  const pointer = await table.find(holdingKeys.copies(retrievalId));
  if (pointer === undefined) return undefined;
  const [client, digest] = [pointer['client']?.S as ClientId, pointer['keyDigest']?.S ?? ''];
  const item = await table.find(holdingKeys.retrieval(client, digest));
  const kept = item && toRetrieval(item);
  // a key that has expired may be another retrieval's by now
  const retrieval = kept?.use.id === retrievalId ? kept : undefined;
  const version = retrieval?.answer?.find((one) => one.licenceId === licenceId)?.version;
  const licence = retrieval?.use.licences.find((one) => one.licenceId === licenceId);
  if (retrieval === undefined || version === undefined || licence === undefined) return undefined;
  const leave = await table.find(holdingKeys.authorisation(retrieval.authorisation));
  if (leave === undefined || !(await leaveStands(table, leave))) return undefined;
  const { purpose, until } = toAuthorisation(leave);
  return { use: retrieval.use, licence, version, purpose, until };
}

/** Retrievals in the holding zone's table, for annotated copies: read only. */
export const makeDynamoRetrievedCopies = (table: HoldingTable): RetrievedCopies => ({
  find: (retrievalId, licenceId) => find(table, retrievalId, licenceId),
});
