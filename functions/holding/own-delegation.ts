import type { DelegationId } from '../../shared/domain/authorisation.ts';
import { type Delegation, partiesOfDelegation } from '../../shared/domain/delegation.ts';
import type { HolderDigest } from '../../shared/domain/ids.ts';
import { isTimedId } from '../../shared/domain/timed-id.ts';
import type { Delegations } from '../../shared/ports/delegations.ts';
import { Problem } from '../../shared/problem/problem.ts';

/**
 * A delegation that the caller gave or has.
 * @throws Problem `not-found` for anything else: another's is told apart from none by nobody
 */
export async function findOwnDelegation(
  delegations: Pick<Delegations, 'find'>,
  id: string,
  party: HolderDigest,
): Promise<Delegation> {
  const found = isTimedId('delegation', id)
    ? await delegations.find(id as DelegationId)
    : undefined;
  if (found === undefined || !partiesOfDelegation(found).includes(party)) {
    throw new Problem('not-found');
  }
  return found;
}
