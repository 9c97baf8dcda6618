import type { HolderDigest } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Delegations, DelegationWriter } from '../../../shared/ports/delegations.ts';
import { findOwnDelegation } from '../own-delegation.ts';

export interface EndDelegationPorts {
  readonly clock: Clock;
  readonly delegations: Pick<Delegations, 'find'>;
  readonly writer: Pick<DelegationWriter, 'end'>;
}

/** @throws Problem `not-found`, also for a delegation of others */
export type EndDelegation = (id: string, party: HolderDigest) => Promise<void>;

/** Ends a delegation at once: withdrawn by its holder, or given up or declined by the delegate. All that was given under it ends with it. */
export function makeEndDelegation(ports: EndDelegationPorts): EndDelegation {
  return async (id, party) => {
    const found = await findOwnDelegation(ports.delegations, id, party);
    await ports.writer.end(found.id, ports.clock.now());
  };
}
