import type { DelegationAnswer, DelegationsAnswer } from '../../../shared/api/delegations.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import type { DelegationId } from '../../../shared/domain/authorisation.ts';
import type { HolderDigest } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Delegations } from '../../../shared/ports/delegations.ts';
import { toDelegationAnswer } from '../delegation-answer.ts';
import { readCursor, toCursor } from '../own-cursor.ts';
import { findOwnDelegation } from '../own-delegation.ts';

export interface ShowDelegations {
  /** @throws Problem `request-invalid` for a cursor that is none of ours */
  list(query: PageQuery, party: HolderDigest): Promise<DelegationsAnswer>;
  /** @throws Problem `not-found` */
  show(id: string, party: HolderDigest): Promise<DelegationAnswer>;
}

const idForm = /^delegation-[0-9a-z]{36}$/;

/** Shows the delegations that somebody gave, and those that they have. */
export function makeShowDelegations(ports: {
  readonly delegations: Delegations;
  readonly clock: Clock;
}): ShowDelegations {
  const { delegations, clock } = ports;
  return {
    async list({ cursor, limit }, party) {
      const after =
        cursor === undefined ? {} : { after: readCursor(cursor, idForm) as DelegationId };
      const page = await delegations.list({ party, limit, ...after });
      const now = clock.now();
      return {
        delegations: page.delegations.map((one) => toDelegationAnswer(one, party, now)),
        ...(page.end === undefined ? {} : { next: toCursor(page.end) }),
      };
    },
    async show(id, party) {
      const found = await findOwnDelegation(delegations, id, party);
      return toDelegationAnswer(found, party, clock.now());
    },
  };
}
