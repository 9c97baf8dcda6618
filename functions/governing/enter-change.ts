import type { DirectoryChange } from '../../shared/domain/proposal-change.ts';
import type { DirectoryBootstrap } from '../../shared/ports/directory-proposals.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft, DraftingPorts } from './drafting.ts';

export interface EnterChangePorts extends DraftingPorts {
  readonly bootstrap: Pick<DirectoryBootstrap, 'enter'>;
}

export type EnterChange = (draft: Draft) => Promise<DirectoryChange>;

/**
 * Makes a change without a proposal, as the ceremony does where there is nobody yet who could propose
 * or confirm: the first governing clients, and the samples of the embedded run. The history says so.
 * @throws Problem those of drafting, `state-conflict` when the directory moved meanwhile
 */
export function makeEnterChange(ports: EnterChangePorts): EnterChange {
  return async (draft) => {
    const change = await draft(ports);
    if ((await ports.bootstrap.enter(change, ports.clock.now())) === 'changed') {
      throw new Problem('state-conflict', { reason: 'directory-changed' });
    }
    return change;
  };
}
