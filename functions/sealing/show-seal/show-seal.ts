import type { Caller } from '../../../shared/domain/client.ts';
import type { SealId } from '../../../shared/domain/ids.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import { maySeeSeal } from '../../../shared/domain/seal-state.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';

export type ShowSeal = (id: string, caller: Caller) => Promise<Seal>;

/** Shows a seal to its department and to who makes seals; to others there is none. */
export function makeShowSeal({ seals }: { readonly seals: Pick<Seals, 'find'> }): ShowSeal {
  return async (id, caller) => {
    const seal = await seals.find(id as SealId);
    if (seal === undefined || !maySeeSeal(seal, caller)) throw new Problem('not-found');
    return seal;
  };
}
