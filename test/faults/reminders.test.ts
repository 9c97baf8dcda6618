import { expect, it } from 'vitest';
import { makeDynamoDirectoryWriter } from '../../shared/adapters/aws/dynamo-directory.ts';
import { addDays, civilDateOf, startOfDay } from '../../shared/domain/civil-date.ts';
import { faultsFor, makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import {
  newLicenceId,
  permitType,
  toQueueEvent,
  useNotifyingZone,
} from '../build/notifying-zone.ts';
import { sampleType } from '../build/sample-types.ts';

const zone = useNotifyingZone(async (zone) => {
  const type = { ...sampleType('foodPermit'), code: permitType, reminderDays: [4, 3] };
  await makeDynamoDirectoryWriter({ client: zone.client, table: 'directory' }).putLicenceType(type);
  await zone.plain.record({ clock: true });
});

/** That a licence came into force which ends five days from now, told. */
async function issue() {
  const id = newLicenceId();
  const validUntil = addDays(civilDateOf(zone.clock.now()), 5);
  await zone.put('register', {
    ...{ pk: { S: id }, sk: { S: 'head' }, state: { S: 'valid' }, version: { N: '1' } },
    face: { S: JSON.stringify({ validUntil }) },
  });
  return {
    id,
    notice: toQueueEvent({ facts: [await zone.enter(id, { seq: 2, version: 1, state: 'valid' })] }),
  };
}
const toNextDay = () => {
  zone.clock.set(startOfDay(addDays(civilDateOf(zone.clock.now()), 1)));
};
const expiring = async (id: string) =>
  (await zone.readFeed()).flatMap(({ event }) =>
    event.subject === id && event.type === 'licence.expiring' ? [event.data['daysLeft']] : [],
  );

/** Plans by one container and walks by another, whose calls may be struck; then by sound ones. */
async function remind(planning = makeNetworkPlan(), walking = makeNetworkPlan()) {
  const { id, notice } = await issue();
  const [planner, walker] = [zone.makeContainer(planning), zone.makeContainer(walking)];
  await planner.record(notice).catch(() => undefined);
  // the notice comes again
  await zone.plain.record(notice);
  toNextDay();
  await walker.record({ clock: true }).catch(() => undefined);
  await Promise.all([1, 2].map(() => zone.makeContainer().record({ clock: true })));
  toNextDay();
  await zone.plain.record({ clock: true });
  return expiring(id);
}

/** Every write of a rehearsal, by its number, with every fault of it. */
const writesOf = (calls: readonly string[]) =>
  calls.flatMap((name, at) => {
    const faults = faultsFor(name);
    return faults === tableFaults ? [] : faults.map((fault) => ({ name, at: at + 1, fault }));
  });

it('reminds once of each licence and number of days, by its type’s rule, whatever becomes of a write', async () => {
  const [planning, walking] = [makeNetworkPlan(), makeNetworkPlan()];
  expect(await remind(planning, walking)).toEqual([4, 3]);
  const planned = writesOf(planning.calls);
  const walked = writesOf(walking.calls);
  expect(planned).not.toEqual([]);
  expect(walked).not.toEqual([]);
  for (const { name, at, fault } of planned)
    expect(await remind(makeNetworkPlan(at, fault)), `${name} ${fault}`).toEqual([4, 3]);
  for (const { name, at, fault } of walked)
    expect(await remind(undefined, makeNetworkPlan(at, fault)), `${name} ${fault}`).toEqual([4, 3]);
  console.info(`reminders: ${planned.length + walked.length} faults, each told once a day named`);
});
