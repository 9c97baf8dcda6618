import type { ListSealUsesQuery, SealUsesAnswer } from '../../../shared/api/seals.ts';
import type { DepartmentCode, SealId } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import type { SealUse, SealUses } from '../../../shared/ports/seal-uses.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** Lists what a department's seal was used for, newest first. */
export type ListSealUses = (asked: {
  readonly seal: string;
  readonly department: DepartmentCode;
  readonly query: ListSealUsesQuery;
}) => Promise<SealUsesAnswer>;

export interface ListSealUsesPorts {
  readonly seals: Pick<Seals, 'find'>;
  readonly uses: Pick<SealUses, 'list'>;
}

/** The marks of digests are base64url. */
const position = /^[0-9]{14}#[0-9A-Za-z.#_-]{1,200}$/;

const toCursor = (end: string) => toBase64url(new TextEncoder().encode(end));

/** @throws Problem `request-invalid` at `/cursor` */
function readCursor(cursor: string): string {
  try {
    const end = new TextDecoder().decode(readBase64url(cursor));
    if (position.test(end)) return end;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw invalid('/cursor', 'cursor');
}

const toUseBody = ({ at, of, ...use }: SealUse) => ({ at: toRfc3339(at), ...use, ...of });

/** Shows uses to the seal's own department; to others there is no such seal. */
export function makeListSealUses({ seals, uses }: ListSealUsesPorts): ListSealUses {
  return async ({ seal: id, department, query }) => {
    const { cursor, limit } = query;
    const after = cursor === undefined ? {} : { after: readCursor(cursor) };
    const seal = await seals.find(id as SealId);
    if (seal?.department !== department) throw new Problem('not-found');
    const page = await uses.list({ seal: seal.id, limit, ...after });
    return {
      uses: page.uses.map(toUseBody),
      ...(page.end === undefined ? {} : { next: toCursor(page.end) }),
    };
  };
}
