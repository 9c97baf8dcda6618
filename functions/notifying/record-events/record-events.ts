import type { FactRef } from '../../../shared/domain/fact.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { TellEvents } from '../tell-events.ts';
import type { FindEvent } from './find-event.ts';
import type { PlanReminders } from './remind.ts';
import type { PlanWarnings } from './warn-of-work.ts';

/** What recording needs. */
export interface RecordEventsPorts {
  readonly findEvent: FindEvent;
  readonly planReminders: PlanReminders;
  readonly planWarnings: PlanWarnings;
  readonly tell: TellEvents;
  readonly log: Log;
}

export type RecordEvents = (facts: readonly FactRef[]) => Promise<void>;

/**
 * Makes events of facts, plans reminders and warnings, and tells them. Facts that cannot be read do not keep the others back: those
 * are told, then the first fault is thrown, so that the notice comes again.
 */
export function makeRecordEvents(ports: RecordEventsPorts): RecordEvents {
  const { findEvent, planReminders, planWarnings, tell, log } = ports;
  return async (facts) => {
    const outcomes = await Promise.allSettled(facts.map(findEvent));
    const told = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const events = told.flatMap(({ event }) => event ?? []);
    await planReminders(events);
    await planWarnings(told.flatMap(({ waits }) => waits ?? []));
    await tell(events);
    for (const { id, type } of events) log.note('event.told', { eventId: id, type });
    const fault = outcomes.find((one) => one.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
  };
}
