import type { ListedSealsAnswer, ListSealsQuery } from '../../../shared/api/seals.ts';
import type { Caller } from '../../../shared/domain/client.ts';
import type { DepartmentCode, SealId } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { standingOf } from '../../../shared/domain/seal-state.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toSealBody } from '../seal-response.ts';

export interface ListSealsPorts {
  readonly seals: Pick<Seals, 'listHeads'>;
  readonly clock: Clock;
}

/** Lists a department's seals, in order of their ids. */
export type ListSeals = (query: ListSealsQuery, caller: Caller) => Promise<ListedSealsAnswer>;

const sealId = /^seal-[0-9a-hjkmnp-tv-z]{26}$/;

/**
 * The own department, or the one that a maker of seals names.
 * @throws Problem `forbidden` for another department's; `request-invalid` where a maker names none
 */
function departmentOf({ department }: ListSealsQuery, caller: Caller): DepartmentCode {
  const asked = department ?? caller.department;
  if (asked === undefined) throw invalid('/department', 'required');
  const mayAsk = asked === caller.department || caller.scopes.includes('seals:make');
  if (!mayAsk) throw new Problem('forbidden');
  return asked as DepartmentCode;
}

const toCursor = (id: SealId) => toBase64url(new TextEncoder().encode(id));

/** @throws Problem `request-invalid` at `/cursor` */
function readCursor(cursor: string): SealId {
  try {
    const id = new TextDecoder().decode(readBase64url(cursor));
    if (sealId.test(id)) return id as SealId;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw invalid('/cursor', 'cursor');
}

/** A page holds what it was filtered to, so it may be short though more follow. */
export function makeListSeals({ seals, clock }: ListSealsPorts): ListSeals {
  return async (query, caller) => {
    const { state, cursor, limit } = query;
    const now = clock.now();
    const page = await seals.listHeads({
      department: departmentOf(query, caller),
      limit,
      ...(cursor === undefined ? {} : { after: readCursor(cursor) }),
    });
    const asked = page.seals.filter(
      (seal) => state === undefined || standingOf(seal, now) === state,
    );
    return {
      seals: asked.map((seal) => toSealBody(seal, now)),
      ...(page.end === undefined ? {} : { next: toCursor(page.end) }),
    };
  };
}
