import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeIssueVersion } from '../../functions/issuing/issue-version/issue-version.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import { makeSweepReservations } from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import type { LicenceId, Moment } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import type { StaleReservation } from '../../shared/ports/stale-reservations.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { faultsFor, makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForChange, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';
import { type AskedForVersion, askForVersion } from '../build/versions.ts';

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

// deterministic, but the machine may be busy
vi.setConfig({ testTimeout: 180_000 });

const minute = 60_000;
/** After so long the sweeper looks at anything that is reserved. */
const longestPause = 60 * minute;
const lostKeys = { sign: () => Promise.reject(new Problem('seal-unavailable')) };

const identifierOf = ({ answer }: WrittenAnswer) => (answer.body as JsonObject)['identifier'];
const renewWith = (ports: IssuingPorts, { request, asked }: AskedForVersion) =>
  makeIssueVersion(ports)(request, asked);

async function issue(): Promise<LicenceId> {
  const { request, application } = askForLicence();
  const { answer } = await makeIssueLicence(sound)(request, application);
  return (answer.body as JsonObject)['licenceId'] as LicenceId;
}

const askToRenew = async () => askForVersion(await issue(), 'renew');

async function withdraw(id: LicenceId): Promise<void> {
  const { request, asked } = askForChange(id, 'withdrawn');
  await makeChangeLicenceState(sound)(request, asked);
}

/** Asks once more, a minute later where it is told to wait. */
async function comeAgain(renewal: AskedForVersion): Promise<WrittenAnswer> {
  try {
    return await renewWith(sound, renewal);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'idempotency-in-flight') throw error;
    zone.clock.advance(minute);
    return renewWith(sound, renewal);
  }
}

async function sweep(name: string): Promise<void> {
  zone.clock.advance(longestPause);
  const { faulty } = await makeSweepReservations(zone.makeContainer())();
  if (faulty > 0) violations.push(`${name}: the sweeper stumbled`);
  for await (const _ of sound.stale.listDue((zone.clock.now() + longestPause) as Moment)) {
    violations.push(`${name}: still reserved`);
  }
}

/** After whatever befell the first try there is one second version, and one answer for ever. */
async function expectOneVersion(
  renewal: AskedForVersion,
  first: WrittenAnswer | undefined,
  name: string,
): Promise<void> {
  const again = await comeAgain(renewal);
  const replayed = await renewWith(sound, renewal);
  if (JSON.stringify(replayed.answer) !== JSON.stringify(again.answer)) {
    violations.push(`${name}: answered otherwise the next time`);
  }
  if (first !== undefined && identifierOf(first) !== identifierOf(again)) {
    violations.push(`${name}: answered otherwise than at first`);
  }
  const head = await sound.reader.findHead(renewal.request.licenceId as LicenceId);
  if (head?.version !== 2 || head.state !== 'valid') {
    violations.push(`${name}: version ${head?.version} is ${head?.state}`);
  }
}

async function noteViolations(name: string): Promise<void> {
  const { faults, reserved, attempts } = await auditRegister(zone.client, zone.table);
  violations.push(...faults.map((fault) => `${name}: ${fault}`));
  if (reserved > 0) violations.push(`${name}: ${reserved} still reserved`);
  if ((await zone.countSignatures()) > attempts) {
    violations.push(`${name}: a signature without a record`);
  }
}

/** Runs the work once for each call and each fault that may befall it. */
async function overAllFaults(
  calls: readonly string[],
  once: (container: IssuingPorts, name: string) => Promise<void>,
): Promise<void> {
  for (const [at, command] of calls.entries()) {
    if (command === 'QueryCommand' && calls[at - 1] === command && calls[at + 1] === command)
      continue;
    for (const fault of faultsFor(command)) {
      await once(
        zone.makeContainer(makeNetworkPlan(at + 1, fault)),
        `${at + 1} ${command} ${fault}`,
      );
      cases += 1;
    }
  }
}

async function countCalls(work: (ports: IssuingPorts) => Promise<unknown>) {
  const plan = makeNetworkPlan();
  await work(zone.makeContainer(plan)).catch(() => undefined);
  return plan.calls;
}

describe('every call of a renewal × every fault (R01, R02, R03, R04, R07)', () => {
  it('ends with one version, by the same key', async () => {
    const whole = await askToRenew();
    const calls = await countCalls((ports) => renewWith(ports, whole));
    expect(calls.filter((one) => one === 'SignCommand')).toHaveLength(2);
    await overAllFaults(calls, async (container, name) => {
      const renewal = await askToRenew();
      const first = await renewWith(container, renewal).catch(() => undefined);
      await expectOneVersion(renewal, first, `key, ${name}`);
    });
    await noteViolations('by the key');
    expect(violations).toEqual([]);
  });

  it('ends with one version, or none and the licence as it was, by the sweeper alone', async () => {
    const whole = await askToRenew();
    const calls = await countCalls((ports) => renewWith(ports, whole));
    await overAllFaults(calls, async (container, name) => {
      const renewal = await askToRenew();
      const first = await renewWith(container, renewal).catch(() => undefined);
      await sweep(`sweeper, ${name}`);
      await expectOneVersion(renewal, first, `sweeper, ${name}`);
    });
    await noteViolations('by the sweeper');
    expect(violations).toEqual([]);
  });

  it('ends with one version when a takeover is struck as well', async () => {
    const leave = async () => {
      const renewal = await askToRenew();
      await renewWith({ ...sound, keys: lostKeys }, renewal).catch(() => undefined);
      zone.clock.advance(minute);
      return renewal;
    };
    const whole = await leave();
    const calls = await countCalls((ports) => renewWith(ports, whole));
    await overAllFaults(calls, async (container, name) => {
      const renewal = await leave();
      const second = await renewWith(container, renewal).catch(() => undefined);
      await expectOneVersion(renewal, second, `takeover, ${name}`);
    });
    await noteViolations('takeover');
    expect(violations).toEqual([]);
  });
});

describe('a withdrawal after any call of a renewal', () => {
  it('is never undone: no version of the licence is valid any more', async () => {
    const whole = await askToRenew();
    const calls = await countCalls((ports) => renewWith(ports, whole));
    for (let call = 1; call <= calls.length; call += 1) {
      const renewal = await askToRenew();
      const id = renewal.request.licenceId as LicenceId;
      const crashed = zone.makeContainer(makeNetworkPlan(call, 'crash'));
      await renewWith(crashed, renewal).catch(() => undefined);
      await withdraw(id);
      await sweep(`withdrawn after call ${call}`);
      await renewWith(sound, renewal).catch(() => undefined);
      const head = await sound.reader.findHead(id);
      if (head?.state !== 'withdrawn') violations.push(`call ${call}: ${head?.state}`);
      cases += 1;
    }
    await noteViolations('withdrawn');
    expect(violations).toEqual([]);
  });

  it('leaves a late signature without effect: what was given up never comes into force', async () => {
    const renewal = await askToRenew();
    const id = renewal.request.licenceId as LicenceId;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      sign: async (keyId: string, digest: Uint8Array) => {
        await held;
        return sound.keys.sign(keyId, digest);
      },
    };
    const zombie = renewWith({ ...sound, keys: slow }, renewal).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      expect(await sound.reader.findReservation(id, 2)).toBeDefined();
    });
    await zone.enterSealState('suspended');
    await sweep('seal suspended');
    await zone.enterSealState('enabled');
    // the same key again: another reservation of the same version, in force at once
    const again = await renewWith(sound, renewal);
    release();
    await zombie;
    const forms = await sound.reader.findSignedForms(id, 2);
    expect(forms?.credential).toBe((again.answer.body as JsonObject)['credential']);
    await noteViolations('zombie');
    expect(violations).toEqual([]);
  });
});

it('a sweeper that was held up gives up no reservation but the one that it had listed', async () => {
  const first = await askToRenew();
  const id = first.request.licenceId as LicenceId;
  await expect(renewWith({ ...sound, keys: lostKeys }, first)).rejects.toThrow();
  zone.clock.advance(minute);
  const listed: StaleReservation[] = [];
  for await (const one of sound.stale.listDue(zone.clock.now())) listed.push(one);
  expect(listed).toMatchObject([{ licenceId: id }]);
  for (const to of ['suspended', 'valid'] as const) {
    const { request, asked } = askForChange(id, to);
    await makeChangeLicenceState(sound)(request, asked);
  }
  await expect(renewWith(sound, first)).rejects.toMatchObject({ code: 'state-conflict' });
  const second = askForVersion(id, 'renew');
  await expect(renewWith({ ...sound, keys: lostKeys }, second)).rejects.toThrow();
  async function* listDue() {
    yield* listed;
  }
  await makeSweepReservations({ ...sound, stale: { listDue } })();
  zone.clock.advance(minute);
  await renewWith(sound, second);
  expect(await sound.reader.findHead(id)).toMatchObject({ version: 2, state: 'valid' });
});

it('counts its cases and no violation', () => {
  console.log(`versions: ${cases} cases, ${violations.length} violations`);
  expect(cases).toBeGreaterThan(100);
  expect(violations).toEqual([]);
});
