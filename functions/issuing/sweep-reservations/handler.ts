import type { Log } from '../../../shared/ports/log.ts';
import type { SweepReservations } from './sweep-reservations.ts';

/** On the clock: ends what stayed reserved, and says how much of it there was. */
export function makeSweepReservationsHandler(sweep: SweepReservations, log: Log) {
  return async (): Promise<void> => {
    try {
      const counts = await sweep();
      log.note('reservations.swept', { ...counts });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('reservations.not-swept', { error: name });
      throw error;
    }
  };
}
