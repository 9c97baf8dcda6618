import type { ListDraftsQuery, ListedDraftsAnswer } from '../../../shared/api/licence-drafts.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import {
  draftStateAt,
  isLicenceDraftId,
  type LicenceDraft,
} from '../../../shared/domain/licence-draft.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DraftPosition, LicenceDrafts } from '../../../shared/ports/licence-drafts.ts';
import { toDraftSummary } from '../draft-answer.ts';
import { type DraftReader, maySeeDraft } from '../own-draft.ts';

/** What listing needs from outside. */
export interface ListLicenceDraftsPorts {
  readonly clock: Clock;
  readonly drafts: Pick<LicenceDrafts, 'listByDepartment'>;
}

/** Lists a department's own drafts, newest first. */
export type ListLicenceDrafts = (
  query: ListDraftsQuery,
  caller: DraftReader,
) => Promise<ListedDraftsAnswer>;

const shape = /^([0-9]{1,14}) (.{1,64})$/;

/** A sort position and nothing else: whoever forges one only chooses where in the own list to begin (`threats.md` O15). */
const toCursor = ({ draftedAt, id }: DraftPosition) =>
  toBase64url(new TextEncoder().encode(`${draftedAt} ${id}`));

function decode(cursor: string): string {
  try {
    return new TextDecoder().decode(readBase64url(cursor));
  } catch {
    return '';
  }
}

/** @throws Problem `request-invalid` at `/cursor` */
function readCursor(cursor: string): DraftPosition {
  const [, moment = '', id = ''] = shape.exec(decode(cursor)) ?? [];
  if (!isLicenceDraftId(id)) throw invalid('/cursor', 'cursor');
  return { draftedAt: Number(moment) as Moment, id };
}

/** @throws Problem `request-invalid` for a cursor that is none of ours */
export function makeListLicenceDrafts({
  clock,
  drafts,
}: ListLicenceDraftsPorts): ListLicenceDrafts {
  return async ({ state, cursor, limit }, { department, licenceRights }) => {
    const after = cursor === undefined ? {} : { after: readCursor(cursor) };
    const page = await drafts.listByDepartment({ department, limit, ...after });
    const now = clock.now();
    const isAskedFor = (draft: LicenceDraft) =>
      maySeeDraft(licenceRights, draft) &&
      (state === undefined || draftStateAt(draft, now) === state);
    return {
      drafts: page.drafts.filter(isAskedFor).map((draft) => toDraftSummary(draft, now)),
      ...(page.end === undefined ? {} : { next: toCursor(page.end) }),
    };
  };
}
