import type { ListedLicencesAnswer, ListLicencesQuery } from '../../../shared/api/licences.ts';
import { addDays, startOfDay } from '../../../shared/domain/civil-date.ts';
import type { DepartmentCode, LicenceTypeCode } from '../../../shared/domain/ids.ts';
import type { LicenceHead } from '../../../shared/ports/register.ts';
import type {
  ListPosition,
  ListQuery,
  RegisterReader,
} from '../../../shared/ports/register-reader.ts';
import { toListedAnswer } from '../licence-answer.ts';
import { type IssuedHead, isIssued } from '../own-licence.ts';
import { readCursor, toCursor } from './list-cursor.ts';

/** Lists a department's own licences of the types that the caller may read, all unless told; newest first. */
export type ListLicences = (
  query: ListLicencesQuery,
  department: DepartmentCode,
  isReadable?: (type: LicenceTypeCode) => boolean,
) => Promise<ListedLicencesAnswer>;

/** How many pages one request reads in search of what its filters let through. */
const mostPagesRead = 5;

function isAskedFor({ type, state }: ListLicencesQuery, head: LicenceHead): boolean {
  return (
    (type === undefined || head.type === type) && (state === undefined || head.state === state)
  );
}

function toListQuery(
  { from, until, cursor, limit }: ListLicencesQuery,
  department: DepartmentCode,
): ListQuery {
  return {
    department,
    limit,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(until === undefined ? {} : { before: startOfDay(addDays(until, 1)) }),
    ...(cursor === undefined ? {} : { after: readCursor(cursor) }),
  };
}

/** What was found so far, and behind which position to go on. */
interface Found {
  readonly heads: IssuedHead[];
  after?: ListPosition | undefined;
}

/** Takes what is wanted from a page until there is enough; false when some of the page is left. */
function takeFrom(
  page: readonly LicenceHead[],
  found: Found,
  by: { readonly limit: number; readonly isWanted: (head: LicenceHead) => boolean },
): boolean {
  for (const head of page.filter(isIssued)) {
    if (found.heads.length === by.limit) return false;
    if (by.isWanted(head)) found.heads.push(head);
    found.after = { issuedAt: head.issuedAt, licenceId: head.licenceId };
  }
  return true;
}

/** Reads page after page until enough was found, or enough was read; without `after` nothing is left. */
async function collect(
  reader: Pick<RegisterReader, 'listByDepartment'>,
  asked: ListQuery,
  isWanted: (head: LicenceHead) => boolean,
): Promise<Found> {
  const { limit, after } = asked;
  const found: Found = { heads: [], after };
  for (let pages = 1; pages <= mostPagesRead; pages += 1) {
    const page = await reader.listByDepartment({
      ...asked,
      ...(found.after && { after: found.after }),
    });
    const isUsedUp = takeFrom(page.heads, found, { limit, isWanted });
    if (isUsedUp && page.end === undefined) return { heads: found.heads };
    if (!isUsedUp || found.heads.length === limit) break;
  }
  return found;
}

/** @throws Problem `request-invalid` for a cursor that is none of ours */
export function makeListLicences(ports: {
  readonly reader: Pick<RegisterReader, 'listByDepartment'>;
}): ListLicences {
  return async (query, department, isReadable = () => true) => {
    const asked = toListQuery(query, department);
    const isWanted = (head: LicenceHead) => isReadable(head.type) && isAskedFor(query, head);
    const { heads, after } = await collect(ports.reader, asked, isWanted);
    const licences = heads.map(toListedAnswer);
    return { licences, ...(after === undefined ? {} : { next: toCursor(after) }) };
  };
}
