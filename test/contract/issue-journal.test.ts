import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeDynamoIssueHours,
  makeDynamoIssueJournal,
} from '../../shared/adapters/aws/dynamo-issue-journal.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { issueHourOf, issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import {
  type JournalZone,
  journalSeal,
  startJournalZone,
  toComing,
  toKeyedReservation,
} from '../build/journal-zone.ts';
import { auditRegister } from '../build/register-audit.ts';
import { makeWritesInTheWay } from '../build/transaction-watch.ts';

let zone: JournalZone;
beforeAll(async () => {
  zone = await startJournalZone();
});
afterAll(() => zone?.close());

/** Each case in a Region of its own: what is closed stays closed. */
let regions = 0;
function newRegion() {
  regions += 1;
  const region = `r${regions}`;
  const options = { client: zone.client, table: zone.table, region };
  return {
    register: zone.makeRegister(region),
    journal: makeDynamoIssueJournal(options),
    hours: makeDynamoIssueHours(options),
  };
}

const at = Date.UTC(2026, 10, 22, 8, 30) as Moment;
const hour = issueHourOf(at);
const nextHour = hour + issueHourSeconds;
type Region = ReturnType<typeof newRegion>;

async function issue({ register }: Region, moment = at): Promise<string> {
  const one = toKeyedReservation(moment);
  await register.reserve(one.reservation, one.key);
  expect(await register.bringIntoForce(toComing(one, moment))).toBe('in-force');
  return one.reservation.digest;
}

describe('the journal of what was brought into force', () => {
  it('gives the digests of an hour in order, from all partitions', async () => {
    const region = newRegion();
    const digests: string[] = [];
    for (let count = 0; count < 40; count += 1) digests.push(await issue(region));
    expect(await region.journal.digestsOf(hour)).toEqual([...digests].sort());
    expect(await region.journal.digestsOf(nextHour)).toEqual([]);
  });

  it('finds the first hour with a digest, the end not included', async () => {
    const region = newRegion();
    expect(await region.journal.firstHour(0, nextHour)).toBeUndefined();
    await issue(region);
    await issue(region, (at + 3 * 3_600_000) as Moment);
    expect(await region.journal.firstHour(0, nextHour + 99 * issueHourSeconds)).toBe(hour);
    expect(await region.journal.firstHour(0, hour)).toBeUndefined();
    expect(await region.journal.firstHour(nextHour, nextHour + 99 * issueHourSeconds)).toBe(
      hour + 3 * issueHourSeconds,
    );
  });

  it('has nothing of what was reserved, given up, or did not come into force', async () => {
    const region = newRegion();
    const one = toKeyedReservation(at);
    await region.register.reserve(one.reservation, one.key);
    await region.register.giveUp({ ...one, status: 1, at, by: one.reservation.by });
    expect(await region.register.bringIntoForce(toComing(one, at))).toBe('moved');
    expect(await region.journal.digestsOf(hour)).toEqual([]);
  });

  it('says what is closed, and never opens it again', async () => {
    const { hours, journal } = newRegion();
    expect(await journal.closedUntil()).toBeUndefined();
    await hours.close(nextHour);
    await hours.close(hour);
    await hours.close(nextHour);
    expect(await journal.closedUntil()).toBe(nextHour);
  });

  it('adds nothing to a closed hour: what comes late takes the first that is open', async () => {
    const region = newRegion();
    const early = await issue(region);
    await region.hours.close(nextHour);
    const late = await issue(region);
    expect(await region.journal.digestsOf(hour)).toEqual([early]);
    expect(await region.journal.digestsOf(nextHour)).toEqual([late]);
  });

  it('takes an hour far ahead when the clock was set back', async () => {
    const region = newRegion();
    const ahead = hour + 1000 * issueHourSeconds;
    await region.hours.close(ahead);
    const late = await issue(region);
    expect(await region.journal.digestsOf(ahead)).toEqual([late]);
  });

  it('loses none and doubles none while hours close under twenty writers', async () => {
    const region = newRegion();
    const writers = Array.from({ length: 20 }, async () => [
      await issue(region),
      await issue(region),
    ]);
    const closing = region.hours.close(nextHour).then(() => region.journal.digestsOf(hour));
    const digests = (await Promise.all(writers)).flat();
    const closed = await closing;
    expect(await region.journal.digestsOf(hour), 'after it was closed').toEqual(closed);
    const all = [...closed, ...(await region.journal.digestsOf(nextHour))];
    expect(all.sort()).toEqual(digests.sort());
  });

  it('closes nothing by halves that the mark would call closed', async () => {
    const region = newRegion();
    const options = { table: zone.table, region: `r${regions}` };
    // its reading of the mark, the first gates, one between, the last, and the mark itself
    for (const call of [1, 2, 3, 33, 65, 66]) {
      const client = zone.makeClient(makeNetworkPlan(call, 'before'));
      const closing = makeDynamoIssueHours({ ...options, client }).close(nextHour);
      await expect(closing, `call ${call}`).rejects.toMatchObject({ code: 'service-unavailable' });
      expect(await region.journal.closedUntil(), `call ${call}`).toBeUndefined();
    }
    await region.hours.close(nextHour);
    expect(await region.journal.closedUntil()).toBe(nextHour);
  });
});

it('closes an hour while licences come into force: a transaction that asks a gate holds it for a moment', async () => {
  const region = newRegion();
  const client = zone.makeClient(makeWritesInTheWay(3));
  await makeDynamoIssueHours({ client, table: zone.table, region: `r${regions}` }).close(nextHour);
  expect(await region.journal.closedUntil()).toBe(nextHour);
});

describe('the record of a seal’s uses', () => {
  it('counts both signatures of every attempt once, before and whatever became of it', async () => {
    const uses = makeDynamoSealUses({ client: zone.client, tables: [zone.table] });
    const { register } = newRegion();
    const before = await uses.countAttempts(journalSeal);
    const one = toKeyedReservation(at);
    const { licenceId, version } = one.reservation;
    await register.reserve(one.reservation, one.key);
    await register.reserve(one.reservation, one.key).catch(() => undefined);
    expect(await uses.countAttempts(journalSeal)).toBe(before + 2);
    const attempt = { licenceId, version, key: one.key, attempt: 2, at };
    for (const fault of ['after', 'again', 'anew'] as const) {
      const faulty = zone.makeRegister(`r${regions}`, makeNetworkPlan(2, fault));
      await faulty.recordAttempt(attempt);
    }
    expect(await uses.countAttempts(journalSeal)).toBe(before + 4);
    await register.giveUp({ ...one, status: 1, at, by: one.reservation.by });
    expect(await uses.countAttempts(journalSeal)).toBe(before + 4);
    const { attempts, faults } = await auditRegister(zone.client, zone.table);
    expect(await uses.countAttempts(journalSeal)).toBe(attempts);
    expect(faults).toEqual([]);
  });
});
