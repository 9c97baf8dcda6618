import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { GivingUp } from '../../ports/register.ts';
import type { Writer } from '../../ports/writer-lease.ts';
import { registerKeys } from './dynamo-register-keys.ts';

/** After so long what another turn wrote and has not come is taken for lost: as long as a request's key is kept. */
export const unsettledMilliseconds = 7 * 86_400_000;

/** The turn that an item was written in, as it stands in it. */
export const turnOf = ({ region, epoch }: Writer) => `${region}#${epoch}`;

/**
 * Is all known of the reservation that there may be: it was made in this very turn, or so long ago that
 * nothing more will come. What was reserved in an earlier turn may be in force by now in the other
 * Region, and its entry still under way.
 */
export async function isSettled(
  {
    client,
    table,
    ...writer
  }: Writer & { readonly client: DynamoDBClient; readonly table: string },
  { reservation, at }: Pick<GivingUp, 'reservation' | 'at'>,
): Promise<boolean> {
  if (at - reservation.at >= unsettledMilliseconds) return true;
  const { licenceId, version, prior } = reservation;
  const Key =
    prior === undefined
      ? registerKeys.entry(licenceId, writer, 1)
      : registerKeys.version(licenceId, version);
  const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
  const { Item } = await client.send(command);
  return prior === undefined ? Item !== undefined : Item?.['turn']?.S === turnOf(writer);
}
