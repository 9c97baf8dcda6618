import type { UsesAnswer } from '../../../shared/api/authorisations.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import type { HolderDigest } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { ListedUse, Uses } from '../../../shared/ports/uses.ts';
import { toBareComplaint } from '../complaint-answer.ts';
import { readCursor, toCursor } from '../own-cursor.ts';

/** @throws Problem `request-invalid` for a cursor that is none of ours */
export type ListUses = (query: PageQuery, party: HolderDigest) => Promise<UsesAnswer>;

const positionForm = /^[0-9]{14}#[0-9a-z-]{1,64}$/;

function toUseAnswer(use: ListedUse): UsesAnswer['uses'][number] {
  const { authorisation, authorisedBy, caseNumber, matched, complaint } = use;
  return {
    useId: use.id,
    kind: use.kind,
    at: toRfc3339(use.at),
    verifier: use.verifier,
    licences: use.licences.map(({ licenceId, items }) => ({ licenceId, items: [...items] })),
    purpose: use.purpose,
    ...(authorisation === undefined ? {} : { authorisationId: authorisation }),
    ...(authorisedBy === undefined ? {} : { authorisedBy }),
    ...(caseNumber === undefined ? {} : { caseNumber }),
    ...(matched === undefined ? {} : { matched }),
    ...(complaint === undefined ? {} : { complaint: toBareComplaint(complaint) }),
  };
}

/** Lists who used a holder's licences, when, what of them and what for; newest first. */
export function makeListUses(uses: Uses): ListUses {
  return async ({ cursor, limit }, party) => {
    const after = cursor === undefined ? {} : { after: readCursor(cursor, positionForm) };
    const page = await uses.list({ party, limit, ...after });
    const next = page.end === undefined ? {} : { next: toCursor(page.end) };
    return { uses: page.uses.map(toUseAnswer), ...next };
  };
}
