import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import {
  makeSweepReservations,
  type SweepCounts,
} from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import {
  makeNetworkPlan,
  type NetworkFault,
  type NetworkPlan,
  tableFaults,
} from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type ApplicationParts, type AskedLicence, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';

let zone: IssuingZone;
/** A container that nothing ever befalls. */
let sound: IssuingPorts;
let cases = 0;
const violations: string[] = [];
beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
});
afterAll(() => zone?.close());

const minute = 60_000;
/** After so long the sweeper looks at anything that is reserved. */
const longestPause = 60 * minute;
const issueWith = (ports: IssuingPorts, { request, application }: AskedLicence) =>
  makeIssueLicence(ports)(request, application);
const sweepWith = (ports: IssuingPorts) => makeSweepReservations(ports)();
const identifierOf = ({ answer }: WrittenAnswer) => (answer.body as JsonObject)['identifier'];
const audit = () => auditRegister(zone.client, zone.table);

/** Work done by a container that meets one fault, or by a new one each time. */
type Work = (ports: IssuingPorts) => Promise<unknown>;

/** What a request that met a fault is repaired by. */
const recoveries = ['the same key', 'the sweeper alone'] as const;

async function countCalls(work: Work): Promise<NetworkPlan['calls']> {
  const plan = makeNetworkPlan();
  await work(zone.makeContainer(plan)).catch(() => undefined);
  return plan.calls;
}

/** One partition's query between others is as good as the next: the first and the last stand for them. */
const isOneOfMany = (calls: NetworkPlan['calls'], at: number) =>
  [at - 1, at, at + 1].every((place) => calls[place] === 'QueryCommand');

/** Runs the work once for each call and each fault, in a container of its own. */
async function overAllFaults(
  calls: NetworkPlan['calls'],
  once: (container: IssuingPorts, name: string) => Promise<void>,
): Promise<void> {
  for (const [at, command] of calls.entries()) {
    if (isOneOfMany(calls, at)) continue;
    for (const fault of tableFaults satisfies readonly NetworkFault[]) {
      const name = `${at + 1} ${command} ${fault}`;
      await once(zone.makeContainer(makeNetworkPlan(at + 1, fault)), name);
      cases += 1;
    }
  }
}

/** Asks once more, a minute later where it is told to wait. */
async function comeAgain(licence: AskedLicence): Promise<WrittenAnswer> {
  try {
    return await issueWith(sound, licence);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'idempotency-in-flight') throw error;
    zone.clock.advance(minute);
    return issueWith(sound, licence);
  }
}

/** Licences asked for, each of which comes to one in force. */
let asked = 0;

/** Notes everything in the register that is not as it must be once nobody is at work any more. */
async function noteViolations(name: string): Promise<void> {
  const { faults, reserved, inForce, attempts } = await audit();
  const signatures = await zone.countSignatures();
  violations.push(...faults.map((fault) => `${name}: ${fault}`));
  if (reserved > 0) violations.push(`${name}: ${reserved} still reserved`);
  if (inForce !== asked) violations.push(`${name}: ${inForce} in force for ${asked} asked for`);
  if (signatures > attempts) violations.push(`${name}: a signature without a record`);
}

async function isAnyReserved(): Promise<boolean> {
  for await (const _ of sound.stale.listDue((zone.clock.now() + longestPause) as Moment))
    return true;
  return false;
}

/** The first try may end anyhow; after the recovery there is one licence or none, and one answer for ever. */
async function recover(
  licence: AskedLicence,
  first: WrittenAnswer | undefined,
  { name, by }: { readonly name: string; readonly by: (typeof recoveries)[number] },
): Promise<void> {
  if (by === 'the sweeper alone') {
    zone.clock.advance(longestPause);
    const { faulty } = await sweepWith(zone.makeContainer());
    if (faulty > 0) violations.push(`${name}: the sweeper stumbled`);
    if (await isAnyReserved()) violations.push(`${name}: still reserved`);
  }
  const again = await comeAgain(licence);
  const replayed = await issueWith(sound, licence);
  const isSame = JSON.stringify(replayed.answer) === JSON.stringify(again.answer);
  if (!(isSame && replayed.replayed)) violations.push(`${name}: answered otherwise the next time`);
  if (first !== undefined && identifierOf(first) !== identifierOf(again)) {
    violations.push(`${name}: answered otherwise than at first`);
  }
}

/** A new application, which must come to one licence in the end. */
function ask(parts: ApplicationParts = {}): AskedLicence {
  asked += 1;
  return askForLicence(parts);
}

const orNothing = (work: Promise<WrittenAnswer>) => work.catch(() => undefined);

/** A key that cannot be reached. */
const lostKeys = { sign: () => Promise.reject(new Problem('seal-unavailable')) };

/** Leaves a licence reserved; a minute passes. */
async function leaveReserved(parts: ApplicationParts = {}): Promise<AskedLicence> {
  const licence = ask(parts);
  await expect(issueWith({ ...sound, keys: lostKeys }, licence)).rejects.toThrow();
  zone.clock.advance(minute);
  return licence;
}

// deterministic, but the machine may be busy
vi.setConfig({ testTimeout: 180_000 });

describe('every call of issuing × no effect, effect then error, effect then crash (R02, R03)', () => {
  it.each(recoveries)('ends with one licence by %s', async (by) => {
    const calls = await countCalls((ports) => issueWith(ports, ask()));
    await overAllFaults(calls, async (container, name) => {
      const licence = ask();
      const first = await orNothing(issueWith(container, licence));
      await recover(licence, first, { name: `issue, ${name}, ${by}`, by });
    });
    await noteViolations('issue');
    expect(violations).toEqual([]);
  });

  it.each(recoveries)(
    'ends with one licence when a takeover is struck as well, by %s',
    async (by) => {
      const whole = await leaveReserved();
      const calls = await countCalls((ports) => issueWith(ports, whole));
      await overAllFaults(calls, async (container, name) => {
        const licence = await leaveReserved();
        const second = await orNothing(issueWith(container, licence));
        await recover(licence, second, { name: `takeover, ${name}, ${by}`, by });
      });
      await noteViolations('takeover');
      expect(violations).toEqual([]);
    },
  );

  it('ends with one licence when the sweeper itself is struck', async () => {
    await leaveReserved();
    const calls = await countCalls(sweepWith);
    expect(calls).toContain('SignCommand');
    await overAllFaults(calls, async (container, name) => {
      const licence = await leaveReserved();
      await sweepWith(container).catch(() => undefined);
      await recover(licence, undefined, { name: `sweep, ${name}`, by: 'the sweeper alone' });
    });
    await noteViolations('sweep');
    expect(violations).toEqual([]);
  });

  it('gives up cleanly under a suspended seal, whatever befalls the sweeper', async () => {
    const giveUp = async (container: IssuingPorts) => {
      await leaveReserved();
      asked -= 1;
      await zone.enterSealState('suspended');
      await sweepWith(container).catch(() => undefined);
      zone.clock.advance(longestPause);
      await sweepWith(sound);
      await zone.enterSealState('enabled');
      if (await isAnyReserved()) violations.push('giving up: still reserved');
    };
    const calls = await countCalls(giveUp);
    expect(calls).not.toContain('SignCommand');
    await overAllFaults(calls, giveUp);
    await noteViolations('giving up');
    expect(violations).toEqual([]);
  });

  it('counts its cases and no violation', () => {
    console.log(`issuing: ${cases} cases, ${violations.length} violations`);
    expect(cases).toBeGreaterThan(150);
    expect(violations).toEqual([]);
  });
});

const nothing: SweepCounts = { finished: 0, voided: 0, left: 0, faulty: 0 };

describe('the sweeper', () => {
  it('has ended what it began when its list breaks off', async () => {
    await leaveReserved();
    zone.clock.advance(longestPause);
    const stale = {
      async *listDue(now: Moment) {
        yield* sound.stale.listDue(now);
        throw new Error('lost');
      },
    };
    await expect(sweepWith({ ...sound, stale })).rejects.toThrow('lost');
    expect(await isAnyReserved()).toBe(false);
  });

  it('leaves alone what was attempted less than a minute ago', async () => {
    const licence = await leaveReserved();
    zone.clock.advance(-1);
    expect(await sweepWith(sound)).toEqual(nothing);
    zone.clock.advance(1);
    expect(await sweepWith(sound)).toEqual({ ...nothing, finished: 1 });
    expect(await sweepWith(sound)).toEqual(nothing);
    expect(await issueWith(sound, licence)).toMatchObject({ replayed: true });
  });

  it('ends one reservation once, however many sweeps and requests meet over it', async () => {
    const licence = await leaveReserved();
    const sweeps = Array.from({ length: 6 }, () => sweepWith(zone.makeContainer()));
    const request = orNothing(issueWith(sound, licence));
    const counts = await Promise.all(sweeps);
    await request;
    for (const { faulty, voided } of counts) expect(faulty + voided).toBe(0);
    await noteViolations('met');
    expect(violations).toEqual([]);
  });

  it('asks a key that is out of reach less and less often, and records every time', async () => {
    const licence = await leaveReserved();
    const sweep = () => sweepWith({ ...sound, keys: lostKeys });
    expect(await sweep()).toEqual({ ...nothing, left: 1 });
    for (const minutes of [2, 4, 8, 16, 32, 60, 60]) {
      zone.clock.advance(minutes * minute - 1);
      expect(await sweep()).toEqual(nothing);
      zone.clock.advance(1);
      expect(await sweep()).toEqual({ ...nothing, left: 1 });
    }
    await comeAgain(licence);
    await noteViolations('out of reach');
    expect(violations).toEqual([]);
  });

  it('gives up whose request can ask no more, and frees its number', async () => {
    const licence = await leaveReserved({
      type: 'businessLicence',
      body: { number: '示例-过期' },
    });
    zone.clock.advance(7 * 24 * 60 * minute);
    expect(await sweepWith(sound)).toEqual({ ...nothing, voided: 1 });
    expect(await issueWith(sound, licence)).toMatchObject({ replayed: false });
    await noteViolations('expired');
    expect(violations).toEqual([]);
  });

  it('gives up a reservation whose key has come to name another licence', async () => {
    const parts = { type: 'businessLicence', key: 'reused' } as const;
    await leaveReserved({ ...parts, body: { number: '示例-旧' } });
    zone.clock.advance(7 * 24 * 60 * minute);
    const second = askForLicence({ ...parts, body: { number: '示例-新' } });
    const made = await issueWith(sound, second);
    expect(await sweepWith(sound)).toEqual({ ...nothing, voided: 1 });
    expect(await issueWith(sound, second)).toEqual({ answer: made.answer, replayed: true });
    await noteViolations('reused');
    expect(violations).toEqual([]);
  });
});

describe('a signature by another key', () => {
  it('never comes into force, is alerted, and gives way to the right one', async () => {
    const licence = ask();
    const other = await zone.sealKeys.makeSigningKey('another');
    const alerts: string[] = [];
    const log = { note: () => undefined, alert: (event: string) => void alerts.push(event) };
    const keys = { sign: (_: string, digest: Uint8Array) => sound.keys.sign(other.keyId, digest) };
    await expect(issueWith({ ...sound, keys, log }, licence)).rejects.toMatchObject({
      code: 'seal-unavailable',
      details: { retryAfterSeconds: 60 },
    });
    expect(alerts).toEqual(['licence.signature-wrong']);
    expect(await audit()).toMatchObject({ inForce: asked - 1, reserved: 1, faults: [] });
    zone.clock.advance(minute);
    expect(await sweepWith(sound)).toEqual({ ...nothing, finished: 1 });
    expect(await issueWith(sound, licence)).toMatchObject({ replayed: true });
  });
});
