import { addDays, civilDateOf } from '../../../shared/domain/civil-date.ts';
import type { CivilDate } from '../../../shared/domain/ids.ts';
import { findMissingYear } from '../../../shared/domain/working-day.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Reminders } from '../../../shared/ports/reminders.ts';

/** A clock that stood still for longer finds nothing more to tell. */
const mostDaysBack = 400;

/** What walking needs: what there is to tell on a day, each saying how much it told. */
export interface WalkDaysPorts {
  readonly clock: Clock;
  readonly reminders: Pick<Reminders, 'findWalked' | 'putWalked'>;
  readonly tellOf: readonly ((day: CivilDate) => Promise<number>)[];
}

/** How much was told, and the year whose working days should be known by now and are not. */
export interface Walked {
  readonly told: number;
  readonly missingYear?: number | undefined;
}

/**
 * Tells what is due, day by day since the last walk, today included and yesterday once more: whoever
 * noted something just before midnight. On each day it stands together, so nothing is searched for.
 */
export function makeWalkDays({ clock, reminders, tellOf }: WalkDaysPorts) {
  return async (): Promise<Walked> => {
    const today = civilDateOf(clock.now());
    const yesterday = addDays(today, -1);
    const walked = (await reminders.findWalked()) ?? addDays(today, -2);
    const earliest = addDays(today, -mostDaysBack);
    let told = 0;
    for (let day = walked > earliest ? addDays(walked, 1) : earliest; day <= today; ) {
      for (const tell of tellOf) told += await tell(day);
      day = addDays(day, 1);
    }
    await reminders.putWalked(addDays(yesterday, -1));
    return { told, missingYear: findMissingYear(today) };
  };
}
export type WalkDays = ReturnType<typeof makeWalkDays>;
