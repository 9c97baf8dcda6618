import type { Caller } from '../../../shared/domain/client.ts';
import type { Moment, SealId } from '../../../shared/domain/ids.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import { maySeeSeal } from '../../../shared/domain/seal-state.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** A seal, when it was looked at, and which ones were applied for to take its place. */
export interface ShownSeal {
  readonly seal: Seal;
  readonly at: Moment;
  readonly replacedBy: readonly SealId[];
}

export type ShowSeal = (id: string, caller: Caller) => Promise<ShownSeal>;

export interface ShowSealPorts {
  readonly seals: Pick<Seals, 'find' | 'findSuccessors'>;
  readonly clock: Clock;
}

/** Shows a seal to its department and to who makes seals; to others there is none. */
export function makeShowSeal({ seals, clock }: ShowSealPorts): ShowSeal {
  return async (id, caller) => {
    const seal = await seals.find(id as SealId);
    if (seal === undefined || !maySeeSeal(seal, caller)) throw new Problem('not-found');
    return { seal, at: clock.now(), replacedBy: await seals.findSuccessors(seal) };
  };
}
