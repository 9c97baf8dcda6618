import type { Moment } from '../domain/ids.ts';
import type { WritingTurn } from '../domain/writing-turn.ts';
import { Problem } from '../problem/problem.ts';

/**
 * The one row that says which Region writes, in a table that is in one Region only and so has one
 * order of writes. Consistent. Trusted: whoever could write it could make both Regions write.
 */
export interface WriterLease {
  /** Undefined before the first turn. */
  find(): Promise<WritingTurn | undefined>;
  /**
   * Puts the turn in place of the one that was found; false when somebody was first. May be sent
   * twice: what is there then is the same.
   */
  replace(found: WritingTurn | undefined, turn: WritingTurn): Promise<boolean>;
}

/** What an entry says of who wrote it. */
export type Writer = Pick<WritingTurn, 'region' | 'epoch'>;

/** By whose turn this Region writes now. */
export interface WritingTurns {
  /**
   * Asked before every write.
   * @throws Problem `service-unavailable` when it is another Region's turn, or nobody could be asked for too long
   */
  current(): Promise<Writer>;
}

/** This Region's turn, if it is; not while nobody can be asked. */
export async function findOwnTurn(turns: WritingTurns): Promise<Writer | undefined> {
  try {
    return await turns.current();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Is it this Region's turn to write? Not while nobody can be asked. */
export const isOwnTurn = async (turns: WritingTurns): Promise<boolean> =>
  (await findOwnTurn(turns)) !== undefined;

/** The clock's side: keeps this Region's turn, or takes over when the other's is over. */
export type HoldTurn = (now: Moment) => Promise<WritingTurn | undefined>;
