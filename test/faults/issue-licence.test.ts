import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { failingOnce } from '../build/failing-once.ts';
import { makeFaultPlan } from '../build/fault-at.ts';
import { faultsFor, makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type AskedLicence, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';

let zone: IssuingZone;
/** A container that nothing ever befalls. */
let sound: IssuingPorts;
let asked = 0;
beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
});
afterAll(() => zone?.close());

const moments = ['before', 'after'] as const;
type Moment = (typeof moments)[number];

const issueWith = (ports: IssuingPorts, { request, application }: AskedLicence) =>
  makeIssueLicence(ports)(request, application);

/** A container all of whose ports' calls are numbered; one of them is its last, for it crashes there. */
function makeCrashing(at: number, moment: Moment) {
  const plan = makeFaultPlan(at, moment);
  const { register, reader, records, seals, keys, directory, digests, places, sequences } = sound;
  const ports = { register, reader, records, seals, keys, directory, digests, places, sequences };
  const crashing = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, plan.over(port)]),
  );
  return { plan, ports: { ...sound, ...crashing } as IssuingPorts };
}

/** Comes again with the same key, a minute later when told so, until there is an answer. */
async function comeAgain(licence: AskedLicence): Promise<WrittenAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await issueWith(sound, licence);
    } catch (error) {
      const isInFlight = error instanceof Problem && error.code === 'idempotency-in-flight';
      if (!isInFlight || tries === 3) throw error;
      zone.clock.advance((error.details.retryAfterSeconds ?? 0) * 1000);
    }
  }
}

const identifierOf = ({ answer }: WrittenAnswer) => (answer.body as JsonObject)['identifier'];

/** Earlier tries may end anyhow; what is asked again has one answer for ever. */
async function expectOneAnswer(licence: AskedLicence, earlier: Promise<WrittenAnswer>) {
  asked += 1;
  const answered = await earlier.then(identifierOf).catch(() => undefined);
  const again = await comeAgain(licence);
  expect(await issueWith(sound, licence)).toEqual({ answer: again.answer, replayed: true });
  if (answered !== undefined) expect(identifierOf(again)).toBe(answered);
}

/** A call that leaves a licence reserved when it is the first container's last. */
const lastCalls = [
  ['register', 'reserve', 'after'],
  ['register', 'bringIntoForce', 'before'],
] as const;

/** Leaves a licence reserved; a minute passes. */
async function leaveReserved(
  licence: AskedLicence,
  [port, method, moment]: (typeof lastCalls)[number],
) {
  const failing = failingOnce(sound[port], method as never, moment);
  await expect(issueWith({ ...sound, [port]: failing }, licence)).rejects.toThrow('landed');
  zone.clock.advance(60_000);
}

describe('issuing under faults (R01, R02, R03, R04, R07)', () => {
  it('makes one licence whatever befalls any one call on the network', async () => {
    const dry = makeNetworkPlan();
    await issueWith(zone.makeContainer(dry), askForLicence());
    asked += 1;
    let cases = 0;
    for (const [at, command] of dry.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const licence = askForLicence();
        const faulty = zone.makeContainer(makeNetworkPlan(at + 1, fault));
        await expectOneAnswer(licence, issueWith(faulty, licence));
        cases += 1;
      }
    }
    console.log(`issuing: ${cases} network faults over ${dry.calls.length} calls`);
    expect(cases).toBeGreaterThan(dry.calls.length);
  });

  it('makes one licence wherever a container crashes', async () => {
    const dry = makeCrashing(0, 'before');
    await issueWith(dry.ports, askForLicence());
    asked += 1;
    expect(dry.plan.calls).toBeGreaterThan(0);
    for (let call = 1; call <= dry.plan.calls; call += 1) {
      for (const moment of moments) {
        const licence = askForLicence();
        const first = issueWith(makeCrashing(call, moment).ports, licence);
        await expect(first).rejects.toThrow('landed');
        await expectOneAnswer(licence, first);
      }
    }
    console.log(`issuing: ${dry.plan.calls * moments.length} crashes over ${dry.plan.calls} calls`);
  });

  it('makes one licence wherever the next container crashes as well', async () => {
    let cases = 0;
    for (const lastCall of lastCalls) {
      const takeover = makeCrashing(0, 'before');
      const whole = askForLicence();
      await leaveReserved(whole, lastCall);
      await expectOneAnswer(whole, issueWith(takeover.ports, whole));
      expect(takeover.plan.calls).toBeGreaterThan(0);
      for (let call = 1; call <= takeover.plan.calls; call += 1) {
        for (const moment of moments) {
          const licence = askForLicence();
          await leaveReserved(licence, lastCall);
          const second = issueWith(makeCrashing(call, moment).ports, licence);
          await expect(second).rejects.toThrow('landed');
          await expectOneAnswer(licence, second);
          cases += 1;
        }
      }
    }
    console.log(`issuing: ${cases} pairs of crashes`);
  });

  it('keeps every invariant of the register, and a record of every signature', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ inForce: asked, reserved: 0, givenUp: 0 });
    const signatures = await zone.countSignatures();
    expect(signatures).toBeLessThanOrEqual(audit.attempts);
    console.log(`issuing: ${asked} licences, ${signatures} signatures, ${audit.attempts} recorded`);
  });
});
