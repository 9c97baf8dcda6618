import type { FactRef } from '../../../shared/domain/fact.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { TellEvents } from '../tell-events.ts';
import type { FindEvent } from './find-event.ts';
import type { PlanReminders } from './remind.ts';

/** What recording needs. */
export interface RecordEventsPorts {
  readonly findEvent: FindEvent;
  readonly planReminders: PlanReminders;
  readonly tell: TellEvents;
  readonly log: Log;
}

export type RecordEvents = (facts: readonly FactRef[]) => Promise<void>;

/**
 * Makes events of facts, plans reminders, and tells them. Facts that cannot be read do not keep the others back: those
 * are told, then the first fault is thrown, so that the notice comes again.
 */
export function makeRecordEvents(ports: RecordEventsPorts): RecordEvents {
  const { findEvent, planReminders, tell, log } = ports;
  return async (facts) => {
    const outcomes = await Promise.allSettled(facts.map(findEvent));
    const events = outcomes.flatMap((one) =>
      one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [],
    );
    await planReminders(events);
    await tell(events);
    for (const { id, type } of events) log.note('event.told', { eventId: id, type });
    const fault = outcomes.find((one) => one.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
  };
}
