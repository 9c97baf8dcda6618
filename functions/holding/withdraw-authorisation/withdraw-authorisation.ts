import { type AuthorisationId, partiesOf } from '../../../shared/domain/authorisation.ts';
import type { HolderDigest } from '../../../shared/domain/ids.ts';
import { isTimedId } from '../../../shared/domain/timed-id.ts';
import type { Authorisations, AuthorisationWriter } from '../../../shared/ports/authorisations.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { Problem } from '../../../shared/problem/problem.ts';

export interface WithdrawAuthorisationPorts {
  readonly authorisations: Pick<Authorisations, 'find'>;
  readonly writer: Pick<AuthorisationWriter, 'withdraw'>;
  readonly clock: Clock;
}

/** @throws Problem `not-found`, also for an authorisation that others gave */
export type WithdrawAuthorisation = (id: string, party: HolderDigest) => Promise<void>;

/** Takes a leave back, at once and for good: no code for it can be redeemed, and nothing retrieved by it is given again. */
export function makeWithdrawAuthorisation(
  ports: WithdrawAuthorisationPorts,
): WithdrawAuthorisation {
  const { authorisations, writer, clock } = ports;
  return async (text, party) => {
    if (!isTimedId('authorisation', text)) throw new Problem('not-found');
    const id = text as AuthorisationId;
    const found = await authorisations.find(id);
    if (found === undefined || !partiesOf(found).includes(party)) throw new Problem('not-found');
    await writer.withdraw(id, clock.now());
  };
}
