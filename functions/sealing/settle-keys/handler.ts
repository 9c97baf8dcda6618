import type { Log } from '../../../shared/ports/log.ts';
import type { SettleKeys } from './settle-keys.ts';

/** On the clock: settles what changes of seals left undone. */
export function makeSettleKeysHandler(settleKeys: SettleKeys, log: Log) {
  return async (): Promise<void> => {
    try {
      const counts = await settleKeys();
      log.note('seal-keys.settled', { ...counts });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('seal-keys.not-settled', { error: name });
      throw error;
    }
  };
}
