import type {
  AuthorisationDetailAnswer,
  AuthorisationsAnswer,
} from '../../../shared/api/authorisations.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import { type AuthorisationId, partiesOf } from '../../../shared/domain/authorisation.ts';
import type { HolderDigest, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { type ShowCode, showCodeStateAt } from '../../../shared/domain/show-code.ts';
import { isTimedId } from '../../../shared/domain/timed-id.ts';
import type { Authorisations } from '../../../shared/ports/authorisations.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toAuthorisationAnswer } from '../authorisation-answer.ts';
import { readCursor, toCursor } from '../own-cursor.ts';

export interface ShowAuthorisations {
  /** @throws Problem `request-invalid` for a cursor that is none of ours */
  list(query: PageQuery, party: HolderDigest): Promise<AuthorisationsAnswer>;
  /** @throws Problem `not-found`, also for an authorisation that others gave */
  show(id: string, party: HolderDigest): Promise<AuthorisationDetailAnswer>;
}

const idForm = /^authorisation-[0-9a-z]{36}$/;

function toCodeAnswer(code: ShowCode, now: Moment) {
  const { id, madeAt, expiresAt, usedAt, counter, tries } = code;
  return {
    showCodeId: id,
    state: showCodeStateAt(code, now),
    madeAt: toRfc3339(madeAt),
    expiresAt: toRfc3339(expiresAt),
    ...(usedAt === undefined ? {} : { usedAt: toRfc3339(usedAt) }),
    ...(counter === undefined ? {} : { counter }),
    tries,
  };
}

/** Shows the authorisations that somebody gave, and those that were given for them. */
export function makeShowAuthorisations(ports: {
  readonly authorisations: Authorisations;
  readonly clock: Clock;
}): ShowAuthorisations {
  const { authorisations, clock } = ports;
  return {
    async list({ cursor, limit }, party) {
      const after =
        cursor === undefined ? {} : { after: readCursor(cursor, idForm) as AuthorisationId };
      const page = await authorisations.list({ party, limit, ...after });
      const now = clock.now();
      return {
        authorisations: page.authorisations.map((one) => toAuthorisationAnswer(one, now)),
        ...(page.end === undefined ? {} : { next: toCursor(page.end) }),
      };
    },
    async show(text, party) {
      if (!isTimedId('authorisation', text)) throw new Problem('not-found');
      const id = text as AuthorisationId;
      const found = await authorisations.find(id);
      if (found === undefined || !partiesOf(found).includes(party)) throw new Problem('not-found');
      const codes = await authorisations.listCodes(id);
      const now = clock.now();
      const showCodes = codes.map((code) => toCodeAnswer(code, now));
      return { ...toAuthorisationAnswer(found, now), showCodes };
    },
  };
}
