import { Problem } from '../problem/problem.ts';
import type { Caller, Scope } from './client.ts';
import type { Moment } from './ids.ts';
import type { Seal, SealEntry, SealHead, SealState } from './seal.ts';

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

/** What a step asks for: the state, and since when the key may have been in other hands. */
export interface SealStepAsked {
  readonly to: SealTarget;
  readonly compromisedFrom?: Moment | undefined;
}

/** The state outward: `expired` 到期 follows from time alone, and cancelled seals stay cancelled. */
export type SealStanding = SealState | 'expired';

/** How a seal stands at a moment. */
export function standingOf(seal: SealHead, at: Moment): SealStanding {
  if (seal.state === 'applied' || seal.state === 'cancelled') return seal.state;
  return at >= seal.making.validUntil ? 'expired' : seal.state;
}

/** Is the seal's key to be switched on: enabled, and its time is not over? */
export function isKeyWanted(seal: SealHead, at: Moment): boolean {
  return standingOf(seal, at) === 'enabled';
}

/** Since when the seal's key may have been in other hands: the earliest moment that was reported. */
export function compromisedFromOf(entries: readonly SealEntry[]): Moment | undefined {
  const reported = entries.flatMap(({ compromisedFrom: from }) => (from === undefined ? [] : from));
  return reported.length === 0 ? undefined : (Math.min(...reported) as Moment);
}

/** May the caller know that the seal is there: its department, and who makes seals for others. */
export function maySeeSeal(seal: Pick<Seal, 'department'>, caller: Caller): boolean {
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
 * A compromise may be told of a seal that is put away already, and of one that was compromised the
 * earlier the longer one looks: the state stays, the moment may only move back.
 */
function isEarlierCompromise(seal: Seal, { to, compromisedFrom }: SealStepAsked): boolean {
  if (compromisedFrom === undefined || seal.state !== to) return false;
  const known = compromisedFromOf(seal.entries);
  return known === undefined || compromisedFrom < known;
}

/**
 * Does the seal's state permit the step now?
 * @throws Problem `state-conflict` with reason `seal-<state>`, `seal-expired` or `seal-compromised`
 */
export function checkSealState(seal: Seal, asked: SealStepAsked, now: Moment): void {
  const { to } = asked;
  if (!sealSteps[to].from.includes(seal.state) && !isEarlierCompromise(seal, asked)) {
    throw new Problem('state-conflict', { reason: `seal-${seal.state}` });
  }
  if (to !== 'enabled') return;
  if (standingOf(seal, now) === 'expired') {
    throw new Problem('state-conflict', { reason: 'seal-expired' });
  }
  if (compromisedFromOf(seal.entries) !== undefined) {
    throw new Problem('state-conflict', { reason: 'seal-compromised' });
  }
}

/** The seal as it was right after the entry with this number. */
export function sealAsOf(seal: Seal, seq: number): Seal {
  const entries = seal.entries.filter((entry) => entry.seq <= seq);
  const state = entries.at(-1)?.state ?? 'applied';
  if (state !== 'applied') return { ...seal, entries, state } as Seal;
  const { making: _, ...rest } = { making: undefined, ...seal };
  return { ...rest, entries, state } as Seal;
}
