import type { DelegationAnswer } from '../../shared/api/delegations.ts';
import { type Delegation, delegationStateAt } from '../../shared/domain/delegation.ts';
import type { HolderDigest, Moment } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';

/** A delegation as one of its parties is told of it. */
export function toDelegationAnswer(
  one: Delegation,
  party: HolderDigest,
  now: Moment,
): DelegationAnswer {
  const { acceptedAt, endedAt, delegate } = one;
  return {
    delegationId: one.id,
    state: delegationStateAt(one, now),
    as: one.holder.digest === party ? 'holder' : 'delegate',
    holder: one.holder.name,
    madeBy: one.madeBy.name,
    ...(delegate.name === undefined ? {} : { delegate: delegate.name }),
    licences: [...one.licences],
    itemCodes: [...one.itemCodes],
    maxUses: one.maxUses,
    uses: one.uses,
    from: toRfc3339(one.from),
    until: toRfc3339(one.until),
    madeAt: toRfc3339(one.madeAt),
    ...(acceptedAt === undefined ? {} : { acceptedAt: toRfc3339(acceptedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: toRfc3339(endedAt) }),
  };
}
