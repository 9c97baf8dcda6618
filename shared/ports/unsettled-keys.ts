import type { Moment, SealId } from '../domain/ids.ts';

/** That somebody is about to change a seal whose key must follow; one mark a change. */
export interface UnsettledMark {
  readonly seal: SealId;
  readonly token: string;
}

/**
 * Seals whose keys may not be what their recorded states ask for. A mark is set before the first step
 * of a change and taken away after its last, so whatever breaks a change off leaves one. Durable;
 * consistent; setting or taking away twice does no harm. Trusted to the sealing zone only: whoever
 * could take marks away could leave a suspended seal's key enabled.
 */
export interface UnsettledKeys {
  mark(seal: SealId, at: Moment): Promise<UnsettledMark>;
  clear(mark: UnsettledMark): Promise<void>;
  /** Marks that were set at that moment or earlier. */
  listSince(at: Moment): Promise<readonly UnsettledMark[]>;
}
