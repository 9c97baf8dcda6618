import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ClientId, Moment } from '../../domain/ids.ts';
import type { ComingIntoForce, Reservation } from '../../ports/register.ts';
import { type ReservedItemParts, toReservedItem } from './dynamo-register-items.ts';
import { regionOfList, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { put, type RegisterTable, remove } from './dynamo-register-steps.ts';

/** Links a licence to a holder. */
export function putHolderLink(
  of: RegisterTable,
  reservation: Reservation,
  holderDigest: string,
): TransactWriteItem {
  const { licenceId, type, department } = reservation;
  return put(of, {
    ...registerKeys.holder(holderDigest, licenceId),
    kind: text('holder'),
    type: text(type),
    department: text(department),
  });
}

/** Which attempt to sign what, by whom and when. */
interface SealUse {
  readonly reservation: Reservation;
  readonly attempt: number;
  readonly at: Moment;
  readonly by: ClientId;
}

/** Records that the seal's key is about to be used, once for each form: for which digest, of which licence, by whom. */
export function putSealUses(
  of: RegisterTable,
  { reservation, attempt, at, by }: SealUse,
): TransactWriteItem[] {
  const { seal, licenceId, version, digest, printed } = reservation;
  const uses = [
    { form: 'credential', digest },
    { form: 'printed', digest: printed.digest },
  ] as const;
  return uses.map((use) =>
    put(of, {
      ...registerKeys.sealUse({ seal, at, licenceId, version, attempt, ...use }),
      kind: text('seal-use'),
      digest: text(use.digest),
      by: text(by),
    }),
  );
}

/** That it is reserved and when it falls due; put anew with each attempt. */
export const putReserved = (of: RegisterTable, parts: ReservedItemParts): TransactWriteItem =>
  put(of, {
    ...registerKeys.reserved(regionOfList(parts.reservation.statusList), parts.reservation),
    ...toReservedItem(parts),
  });

/** That it is reserved no more. */
export const removeReserved = (of: RegisterTable, reservation: Reservation): TransactWriteItem =>
  remove(of, registerKeys.reserved(regionOfList(reservation.statusList), reservation));

/** That the version is still being made: the licence is reserved, or has come no further than the version before. */
export function checkReserved(
  of: RegisterTable,
  { licenceId, prior }: Reservation,
): TransactWriteItem {
  const [name, value] =
    prior === undefined ? ['state', text('reserved')] : ['version', whole(prior.version)];
  return {
    ConditionCheck: {
      TableName: of.table,
      Key: registerKeys.head(licenceId),
      ConditionExpression: '#name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    },
  };
}

/** Answers the key of a licence that was in flight. */
export const answerKey = (of: RegisterTable, coming: ComingIntoForce): TransactWriteItem => ({
  Update: {
    TableName: of.table,
    Key: registerKeys.idempotency(coming.key),
    UpdateExpression: 'SET #state = :done, answer = :answer',
    ConditionExpression: '#state = :inFlight AND licenceId = :id',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':done': text('done'),
      ':inFlight': text('in-flight'),
      ':answer': text(JSON.stringify(coming.answer)),
      ':id': text(coming.reservation.licenceId),
    },
  },
});
