import type { LicenceState } from './licence.ts';

interface StateRule {
  /** 证照状态 as other systems know it; a reserved licence is never shown. */
  readonly outwardCode?: string;
  /** Four bits of the status list. */
  readonly status: number;
  readonly from: readonly LicenceState[];
  /** An ended state absorbs: nothing follows it. */
  readonly ended: boolean;
}

/** The states of a licence: how each is published, and what it is entered from. */
export const stateRules = {
  reserved: { status: 0x00, from: [], ended: false },
  valid: {
    outwardCode: '01',
    status: 0x00,
    from: ['reserved', 'suspended', 'transferred'],
    ended: false,
  },
  suspended: { outwardCode: '02', status: 0x02, from: ['valid'], ended: false },
  withdrawn: { outwardCode: '03', status: 0x0c, from: ['valid', 'suspended'], ended: true },
  'penalty-revoked': { outwardCode: '07', status: 0x0d, from: ['valid', 'suspended'], ended: true },
  deregistered: { outwardCode: '04', status: 0x0e, from: ['valid', 'suspended'], ended: true },
  transferred: { outwardCode: '06', status: 0x0f, from: ['valid'], ended: false },
  superseded: { outwardCode: '05', status: 0x03, from: ['valid', 'suspended'], ended: true },
  rescinded: { outwardCode: '99', status: 0x01, from: ['valid', 'suspended'], ended: true },
  void: { outwardCode: '05', status: 0x01, from: ['reserved', 'valid'], ended: true },
  other: { outwardCode: '99', status: 0x01, from: ['valid', 'suspended'], ended: true },
} as const satisfies Record<LicenceState, StateRule>;

/** States that a department may ask for. Reserving, coming into force and superseding belong to issuing. */
export const askableStates = [
  'valid',
  'suspended',
  'withdrawn',
  'penalty-revoked',
  'deregistered',
  'transferred',
  'rescinded',
  'void',
  'other',
] as const satisfies readonly LicenceState[];
export type AskableState = (typeof askableStates)[number];

/** What a change does: the entry it appends, and the state and status the licence then has. */
export interface StateChange {
  readonly entry: LicenceState;
  readonly state: LicenceState;
  readonly status: number;
}

/** 行政许可法 art. 70: after these grounds the licence is also deregistered; the published ground stays. */
export function keepsGround(state: LicenceState): boolean {
  return state === 'withdrawn' || state === 'penalty-revoked';
}

/** Does the state absorb whatever comes after it? */
export function isEnded(state: LicenceState): boolean {
  return stateRules[state].ended;
}

/** The four bits that the status list publishes for a state. */
export function statusOf(state: LicenceState): number {
  return stateRules[state].status;
}

/** The code 证照状态 (01…07, 99) that other systems know a state by; none for a reserved licence. */
export function outwardCodeOf(state: LicenceState): string | undefined {
  return state === 'reserved' ? undefined : stateRules[state].outwardCode;
}

/**
 * The change from one state to another, or `undefined` where the table has none. A withdrawn or
 * penalty-revoked licence that is deregistered keeps state and status; only the entry is added.
 */
export function nextState(from: LicenceState, to: LicenceState): StateChange | undefined {
  if (to === 'deregistered' && keepsGround(from))
    return { entry: to, state: from, status: statusOf(from) };
  const entered: readonly LicenceState[] = stateRules[to].from;
  return entered.includes(from) ? { entry: to, state: to, status: statusOf(to) } : undefined;
}

/** What of a licence decides which change may be asked for. */
export interface PresentState {
  readonly state: LicenceState;
  /** Withdrawn or penalty-revoked, and deregistered as well. */
  readonly alsoDeregistered?: boolean;
  /** Suspended because its holder reported it lost 挂失, and for nothing else. */
  readonly lossReported?: boolean;
}

/**
 * The change a department asks for, or `undefined` where it may not: what is reserved only issuing
 * moves, and nothing is deregistered twice. What is suspended as lost may be suspended 暂扣 on a ground
 * of the department's: from then on the holder cannot lift it.
 */
export function askedChange(present: PresentState, to: AskableState): StateChange | undefined {
  if (present.state === 'reserved' || present.alsoDeregistered) return undefined;
  const isLost = present.state === 'suspended' && present.lossReported === true;
  if (isLost && to === 'suspended') return { entry: to, state: to, status: statusOf(to) };
  return nextState(present.state, to);
}

/** What a verifier can tell from a status list; some states share a value and are just `invalid` there. */
export type PublishedState =
  | 'valid'
  | 'invalid'
  | 'suspended'
  | 'superseded'
  | 'withdrawn'
  | 'penalty-revoked'
  | 'deregistered'
  | 'transferred';

const published: Readonly<Record<number, PublishedState>> = {
  0: 'valid',
  1: 'invalid',
  2: 'suspended',
  3: 'superseded',
  12: 'withdrawn',
  13: 'penalty-revoked',
  14: 'deregistered',
  15: 'transferred',
};

/**
 * The state that a status value stands for; `undefined` for a value not in use, which is never good.
 * @param status 0..15
 * @see draft-ietf-oauth-status-list, status types
 */
export function stateOfStatus(status: number): PublishedState | undefined {
  return published[status];
}
