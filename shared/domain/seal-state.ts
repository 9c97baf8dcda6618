import { Problem } from '../problem/problem.ts';
import type { Caller, Scope } from './client.ts';
import type { Moment } from './ids.ts';
import type { Seal, SealState } from './seal.ts';

/** A state that a seal can be brought into after it was applied for. */
export type SealTarget = Exclude<SealState, 'applied'>;

/** What brings a seal into a state: from where, by whom. */
export interface SealStep {
  readonly from: readonly SealState[];
  readonly scope: Scope;
  /** `owner`: a client of the seal's department; `maker`: anyone but a client of that department. */
  readonly actor: 'owner' | 'maker';
  /** Steps whose client may not take this one too. */
  readonly otherThan: readonly SealState[];
  /** A reason has to be told. */
  readonly reasoned: boolean;
}

/**
 * `applied → made → enabled ⇄ suspended → cancelled`; a seal may also be cancelled before. Three
 * clients stand behind an enabled seal: who applied, who made it, who enabled it.
 */
export const sealSteps: Readonly<Record<SealTarget, SealStep>> = {
  made: {
    from: ['applied'],
    scope: 'seals:make',
    actor: 'maker',
    otherThan: ['applied'],
    reasoned: false,
  },
  enabled: {
    from: ['made', 'suspended'],
    scope: 'seals:keep',
    actor: 'owner',
    otherThan: ['applied', 'made'],
    reasoned: false,
  },
  suspended: {
    from: ['enabled'],
    scope: 'seals:keep',
    actor: 'owner',
    otherThan: [],
    reasoned: true,
  },
  cancelled: {
    from: ['made', 'enabled', 'suspended'],
    scope: 'seals:keep',
    actor: 'owner',
    otherThan: [],
    reasoned: true,
  },
};

/** May the caller know that the seal is there: its department, and who makes seals for others. */
export function maySeeSeal(seal: Seal, caller: Caller): boolean {
  return caller.department === seal.department || caller.scopes.includes('seals:make');
}

/**
 * May this client take this step with this seal at all, whatever state it is in?
 * @throws Problem `forbidden`, `same-client`
 */
export function checkSealActor(seal: Seal, to: SealTarget, caller: Caller): void {
  const { scope, actor, otherThan } = sealSteps[to];
  const isOwner = caller.department === seal.department;
  if (!caller.scopes.includes(scope) || isOwner !== (actor === 'owner')) {
    throw new Problem('forbidden');
  }
  const same = seal.entries.some(
    (entry) => otherThan.includes(entry.state) && entry.by === caller.clientId,
  );
  if (same) throw new Problem('same-client');
}

/**
 * Does the seal's state permit the step now?
 * @throws Problem `state-conflict` with reason `seal-<state>` or `seal-expired`
 */
export function checkSealState(seal: Seal, to: SealTarget, now: Moment): void {
  if (!sealSteps[to].from.includes(seal.state)) {
    throw new Problem('state-conflict', { reason: `seal-${seal.state}` });
  }
  if (to === 'enabled' && 'making' in seal && now >= seal.making.validUntil) {
    throw new Problem('state-conflict', { reason: 'seal-expired' });
  }
}

/** The seal as it was right after the entry with this number. */
export function sealAsOf(seal: Seal, seq: number): Seal {
  const entries = seal.entries.filter((entry) => entry.seq <= seq);
  const state = entries.at(-1)?.state ?? 'applied';
  if (state !== 'applied') return { ...seal, entries, state } as Seal;
  const { id, department, name, kind, image } = seal;
  return { id, department, name, kind, image, entries, state };
}
