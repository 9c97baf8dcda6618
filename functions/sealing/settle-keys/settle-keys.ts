import type { Moment } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { UnsettledKeys, UnsettledMark } from '../../../shared/ports/unsettled-keys.ts';
import type { SettleKey } from '../change-seal-state/settle-key.ts';

/** What settling needs. */
export interface SettleKeysPorts {
  readonly clock: Clock;
  readonly unsettled: Pick<UnsettledKeys, 'clear' | 'listSince'>;
  readonly settleKey: SettleKey;
  readonly log: Log;
}

/** Brings keys to what their seals' states ask for; gives how many it settled and how many it could not. */
export type SettleKeys = () => Promise<{ readonly settled: number; readonly failed: number }>;

/** A change that is younger may still be at work: no function runs so long. */
const youngestMilliseconds = 60_000;

/**
 * Settles the keys of seals whose changes were broken off: a suspension that was recorded while its
 * key stayed enabled, a key that was enabled for an entry that never came. One that fails keeps its
 * mark, raises an alarm, and never keeps the others back.
 */
export function makeSettleKeys({ clock, unsettled, settleKey, log }: SettleKeysPorts): SettleKeys {
  const settle = async (mark: UnsettledMark): Promise<boolean> => {
    try {
      await settleKey(mark.seal);
      await unsettled.clear(mark);
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('seal-key.not-settled', { seal: mark.seal, error: name });
      return false;
    }
  };
  return async () => {
    const marks = await unsettled.listSince((clock.now() - youngestMilliseconds) as Moment);
    let settled = 0;
    for (const mark of marks) if (await settle(mark)) settled += 1;
    return { settled, failed: marks.length - settled };
  };
}
