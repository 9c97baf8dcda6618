import type { Moment, SealId } from '../domain/ids.ts';

/** That somebody is about to change a seal whose key must follow, or that its time will be over; one mark a change. */
export interface UnsettledMark {
  readonly seal: SealId;
  readonly at: Moment;
  readonly token: string;
}

/**
 * Seals whose keys may not be what their recorded states ask for. A mark is set before the first step
 * of a change and taken away after its last, so whatever breaks a change off leaves one; for the end
 * of a seal it is set years before. Durable;
 * consistent; setting or taking away twice does no harm. Trusted to the sealing zone only: whoever
 * could take marks away could leave a suspended seal's key enabled.
 */
export interface UnsettledKeys {
  /** @param at from when on the key has to be looked at */
  mark(seal: SealId, at: Moment): Promise<UnsettledMark>;
  clear(mark: UnsettledMark): Promise<void>;
  /** Marks of that moment or earlier. */
  listSince(at: Moment): Promise<readonly UnsettledMark[]>;
}
