import type { AuthorisationAnswer } from '../../shared/api/authorisations.ts';
import {
  type Authorisation,
  authorisationStateAt,
  authorisationType,
} from '../../shared/domain/authorisation.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';

/** An authorisation as its parties are told of it. */
export function toAuthorisationAnswer(one: Authorisation, now: Moment): AuthorisationAnswer {
  const { delegation, withdrawnAt } = one;
  return {
    authorisationId: one.id,
    type: authorisationType,
    state: authorisationStateAt(one, now),
    holder: one.holder.name,
    madeBy: one.madeBy.name,
    licences: one.licences.map(({ licenceId, items }) => ({ licenceId, items: [...items] })),
    verifier: one.verifier,
    purpose: one.purpose,
    from: toRfc3339(one.from),
    until: toRfc3339(one.until),
    maxUses: one.maxUses,
    uses: one.uses,
    annotatedCopy: one.annotatedCopy,
    ...(delegation === undefined ? {} : { delegation }),
    madeAt: toRfc3339(one.madeAt),
    ...(withdrawnAt === undefined ? {} : { withdrawnAt: toRfc3339(withdrawnAt) }),
  };
}

/** Where an authorisation is found. */
export const toAuthorisationPath = (id: string) => `/v1/me/authorisations/${id}`;
