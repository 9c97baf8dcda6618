import type { Log } from '../../../shared/ports/log.ts';
import type { KeptTurn } from './hold-turn.ts';

/** On the clock, in every Region of a province that has several. */
export function makeHoldTurnHandler(keepTurn: () => Promise<KeptTurn>, log: Log) {
  return async (): Promise<void> => {
    try {
      log.note('writing-turn.kept', { ...(await keepTurn()) });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('writing-turn.not-kept', { error: name });
      throw error;
    }
  };
}
