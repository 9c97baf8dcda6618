import type { Moment } from './ids.ts';

/**
 * Whose turn it is to write for the province: one Region at a time, under a number that rises with
 * each change of the Region.
 */
export interface WritingTurn {
  /** Short name, part of status list ids. */
  readonly region: string;
  /** From 1. */
  readonly epoch: number;
  /** First moment at which the Region may not write any more unless it has renewed its turn. */
  readonly until: Moment;
}

/** So long a turn lasts from its last renewal: a Region that cannot renew it stops writing then. */
export const turnMilliseconds = 60_000;
/** Clocks of two Regions may differ by so much. */
export const clockSkewMilliseconds = 5_000;
/** What was begun within a turn has landed by then or never will: a transaction with all its repetitions takes less. */
export const landingMilliseconds = 60_000;
/** Its last part is not used to begin anything: so much is left for asking again. */
const renewWithinMilliseconds = 45_000;

/** The same turn, from now on. */
export function renewed(turn: WritingTurn, now: Moment): WritingTurn {
  return { ...turn, until: (now + turnMilliseconds) as Moment };
}

/** May the Region begin a write at that moment? Its own clock may be late by the skew. */
export function mayWrite(turn: WritingTurn, now: Moment): boolean {
  return now < turn.until - clockSkewMilliseconds;
}

/** Is it time to renew, so that a lost try does no harm? */
export function isDueForRenewal(turn: WritingTurn, now: Moment): boolean {
  return now >= turn.until - renewWithinMilliseconds;
}

/** May another Region take over: the turn is over on every clock, and whatever was begun in it has landed. */
export function mayTakeOver(turn: WritingTurn, now: Moment): boolean {
  return now >= turn.until + clockSkewMilliseconds + landingMilliseconds;
}

/** The first turn, or the one that follows when another Region takes over. */
export function nextTurn(turn: WritingTurn | undefined, region: string, now: Moment): WritingTurn {
  const epoch = (turn?.epoch ?? 0) + 1;
  return { region, epoch, until: (now + turnMilliseconds) as Moment };
}
