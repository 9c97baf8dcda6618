import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Authorisation, DelegationId } from '../../domain/authorisation.ts';
import type { Moment } from '../../domain/ids.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { whole } from './dynamo-register-keys.ts';

/** That a leave holds at `:now`: not withdrawn, begun, not over, not used up. */
export const leaveHolds =
  'attribute_exists(pk) AND attribute_not_exists(withdrawnAt) AND #from <= :now AND #until > :now AND #uses < maxUses';
export const leaveNames = { '#from': 'from', '#until': 'until', '#uses': 'uses' };

/** A delegation that nobody has: what was given without one checks that it is not there; each its own, so that none is in another's way. */
const noneFor = (id: string) => `none-${id}` as DelegationId;

/** That the delegation which a leave was given under still stands; the same call where there is none. */
export function checkDelegation(
  { table }: { readonly table: string },
  { id, delegation }: Pick<Authorisation, 'id' | 'delegation'>,
  now: Moment,
): TransactWriteItem {
  const Key = holdingKeys.delegation(delegation ?? noneFor(id));
  if (delegation === undefined) {
    const ConditionExpression = 'attribute_not_exists(pk)';
    return { ConditionCheck: { TableName: table, Key, ConditionExpression } };
  }
  return {
    ConditionCheck: {
      TableName: table,
      Key,
      ConditionExpression:
        'attribute_exists(acceptedAt) AND attribute_not_exists(endedAt) AND #until > :now',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':now': whole(now) },
    },
  };
}

/** That one more authorisation is given under a delegation that stands and is not used up. */
export function useDelegation(
  { table }: { readonly table: string },
  delegation: DelegationId,
  now: Moment,
): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: holdingKeys.delegation(delegation),
      UpdateExpression: 'ADD #uses :one',
      ConditionExpression:
        'attribute_exists(acceptedAt) AND attribute_not_exists(endedAt) AND #until > :now AND #uses < maxUses',
      ExpressionAttributeNames: { '#until': 'until', '#uses': 'uses' },
      ExpressionAttributeValues: { ':now': whole(now), ':one': whole(1) },
    },
  };
}
