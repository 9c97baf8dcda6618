import { addDays, civilDateOf, startOfDay } from '../../../shared/domain/civil-date.ts';
import type { ServiceEvent } from '../../../shared/domain/event.ts';
import { partsOfLicenceId } from '../../../shared/domain/identifier.ts';
import type { CivilDate, LicenceId } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { Facts } from '../../../shared/ports/facts.ts';
import type { Reminder, Reminders } from '../../../shared/ports/reminders.ts';
import type { TellEvents } from '../tell-events.ts';
import { toEvent } from '../to-event.ts';
import { isIssued, toLicenceData } from './licence-event.ts';

/** Where a type says nothing. */
const usualDays: readonly number[] = [60, 30, 7];

/** What planning reminders, and reminding, needs. */
export interface RemindPorts {
  readonly clock: Clock;
  readonly facts: Pick<Facts, 'findStanding'>;
  readonly directory: Pick<Directory, 'findLicenceType'>;
  readonly reminders: Reminders;
  readonly tell: TellEvents;
}

/** The version's last day, as long as the licence is still at that version and has one. */
async function findEnd(
  { facts }: RemindPorts,
  event: ServiceEvent,
): Promise<CivilDate | undefined> {
  const standing = await facts.findStanding(event.subject as LicenceId);
  return standing?.version === event.data['version'] ? standing?.validUntil : undefined;
}

async function planOne(ports: RemindPorts, event: ServiceEvent): Promise<void> {
  const { clock, directory, reminders } = ports;
  const validUntil = await findEnd(ports, event);
  if (validUntil === undefined) return;
  const licenceId = event.subject as LicenceId;
  const type = await directory.findLicenceType(partsOfLicenceId(licenceId).type);
  const today = civilDateOf(clock.now());
  const version = Number(event.data['version']);
  const due = (type?.reminderDays ?? usualDays)
    .map((days) => ({ day: addDays(validUntil, -days), licenceId, version, days, validUntil }))
    .filter(({ day }) => day > today);
  for (const reminder of due) await reminders.put(reminder);
}

/** Notes for licences that came into force when somebody is to be reminded of their end, by the rule of their type now; days that are over already are left out. */
export function makePlanReminders(ports: RemindPorts) {
  return async (events: readonly ServiceEvent[]): Promise<void> => {
    for (const event of events) if (isIssued(event)) await planOne(ports, event);
  };
}
export type PlanReminders = ReturnType<typeof makePlanReminders>;

function toReminderEvent({
  day,
  licenceId: id,
  version,
  days,
  validUntil,
}: Reminder): ServiceEvent {
  return toEvent(['licence', id, `expiring#${version}#${days}`], {
    type: 'licence.expiring',
    ...{ at: startOfDay(day), subject: id, department: partsOfLicenceId(id).issuer },
    data: { ...toLicenceData(id, version), validUntil, daysLeft: days },
  });
}

/** Only while that version is the licence's, and it has not ended otherwise. */
async function isStill({ facts }: RemindPorts, { licenceId, version }: Reminder): Promise<boolean> {
  const standing = await facts.findStanding(licenceId);
  const isHeld = standing?.state === 'valid' || standing?.state === 'suspended';
  return isHeld && standing.version === version;
}

/**
 * Tells of licences that are about to end, on a day, and clears what was due; how many were told of. Once
 * a licence's version and number of days: the event's id says so, whoever walks again.
 */
export function makeRemind(ports: RemindPorts) {
  const { reminders, tell } = ports;
  return async (day: CivilDate): Promise<number> => {
    let told = 0;
    for (;;) {
      const due = await reminders.listDue(day);
      if (due.length === 0) return told;
      const still = await Promise.all(due.map((one) => isStill(ports, one)));
      const events = due.filter((_, at) => still[at]).map(toReminderEvent);
      await tell(events);
      told += events.length;
      // only now: whatever breaks off before tells the same events again
      await Promise.all(due.map((one) => reminders.clear(one)));
    }
  };
}
