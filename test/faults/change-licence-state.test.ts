import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { AskableState } from '../../shared/domain/licence-state.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makeFaultPlan } from '../build/fault-at.ts';
import { faultsFor, makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForChange, askForLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';
import { stalledOnce } from '../build/stalled-once.ts';

let zone: IssuingZone;
let sound: IssuingPorts;
beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
});
afterAll(() => zone?.close());

async function issue(): Promise<LicenceId> {
  const { request, application } = askForLicence();
  const { answer } = await makeIssueLicence(sound)(request, application);
  return readLicenceId((answer.body as JsonObject)['licenceId']);
}

type Asked = ReturnType<typeof askForChange>;
const changeWith = (ports: IssuingPorts, { request, asked }: Asked) =>
  makeChangeLicenceState(ports)(request, asked);
const change = (licenceId: LicenceId, to: AskableState) =>
  changeWith(sound, askForChange(licenceId, to));

function makeCrashing(at: number, moment: 'before' | 'after') {
  const plan = makeFaultPlan(at, moment);
  const { register, reader, records } = sound;
  const crashing = {
    register: plan.over(register),
    reader: plan.over(reader),
    records: plan.over(records),
  };
  return { plan, ports: { ...sound, ...crashing } };
}

/** Whatever became of the first try: asked again, one entry is there and one answer is given. */
async function expectOneEntry(asked: Asked, first: Promise<unknown>) {
  await first.catch(() => undefined);
  const again = await changeWith(sound, asked);
  expect(await changeWith(sound, asked)).toEqual({ answer: again.answer, replayed: true });
  const licenceId = readLicenceId(asked.request.licenceId);
  const states = (await sound.reader.listEntries(licenceId)).map((entry) => entry.state);
  expect(states).toEqual(['reserved', 'valid', 'suspended']);
}

const outcomeOf = (one: PromiseSettledResult<{ replayed: boolean }>) => {
  if (one.status === 'fulfilled') return one.value.replayed ? 'replayed' : 'written';
  return one.reason instanceof Problem ? one.reason.code : 'fault';
};

describe('a change of state under faults (R01, R03, R04, R07)', () => {
  it('is entered once whatever befalls any one call on the network', async () => {
    const dry = makeNetworkPlan();
    await changeWith(zone.makeContainer(dry), askForChange(await issue(), 'suspended'));
    let cases = 0;
    for (const [at, command] of dry.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const asked = askForChange(await issue(), 'suspended');
        const faulty = zone.makeContainer(makeNetworkPlan(at + 1, fault));
        await expectOneEntry(asked, changeWith(faulty, asked));
        cases += 1;
      }
    }
    console.log(`changes of state: ${cases} network faults over ${dry.calls.length} calls`);
    expect(cases).toBeGreaterThan(dry.calls.length);
  });

  it('is entered once wherever a container crashes', async () => {
    const dry = makeCrashing(0, 'before');
    await changeWith(dry.ports, askForChange(await issue(), 'suspended'));
    expect(dry.plan.calls).toBeGreaterThan(0);
    for (let call = 1; call <= dry.plan.calls; call += 1) {
      for (const moment of ['before', 'after'] as const) {
        const asked = askForChange(await issue(), 'suspended');
        const first = changeWith(makeCrashing(call, moment).ports, asked);
        await expect(first).rejects.toThrow('landed');
        await expectOneEntry(asked, first);
      }
    }
    console.log(`changes of state: ${dry.plan.calls * 2} crashes over ${dry.plan.calls} calls`);
  });

  it('is entered once of eight requests with one key at a time, and all get its answer', async () => {
    const asked = askForChange(await issue(), 'suspended');
    const containers = Array.from({ length: 8 }, () => zone.makeContainer());
    const all = await Promise.allSettled(containers.map((ports) => changeWith(ports, asked)));
    const outcomes = all.map(outcomeOf).sort();
    expect(outcomes).toEqual([...Array(7).fill('replayed'), 'written']);
    await expectOneEntry(asked, Promise.resolve());
  });

  it('is won by one of eight departments’ systems that ask for the same', async () => {
    const licenceId = await issue();
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => change(licenceId, 'suspended')),
    );
    const outcomes = all.map(outcomeOf).sort();
    expect(outcomes).toEqual([...Array(7).fill('state-conflict'), 'written']);
  });

  it('is judged anew when another came between, and enters nothing behind an end', async () => {
    const licenceId = await issue();
    const stalled = stalledOnce(sound.register, 'changeState');
    const late = changeWith(
      { ...sound, register: stalled.port },
      askForChange(licenceId, 'suspended'),
    );
    const refused = expect(late).rejects.toMatchObject({ code: 'state-conflict' });
    await stalled.reached;
    await change(licenceId, 'withdrawn');
    stalled.letGo();
    await refused;
    expect(await sound.reader.findHead(licenceId)).toMatchObject({ state: 'withdrawn', seq: 3 });
  });

  it('suspends and resumes, keeps a ground when deregistering, and ends for good', async () => {
    const licenceId = await issue();
    await change(licenceId, 'suspended');
    await change(licenceId, 'valid');
    await change(licenceId, 'penalty-revoked');
    await change(licenceId, 'deregistered');
    expect(await sound.reader.findHead(licenceId)).toMatchObject({
      state: 'penalty-revoked',
      status: 0x0d,
      alsoDeregistered: true,
      seq: 6,
    });
    for (const to of ['valid', 'suspended', 'deregistered', 'void'] as const) {
      await expect(change(licenceId, to)).rejects.toMatchObject({ code: 'state-conflict' });
    }
  });

  it('leaves a whole register, each status in its list', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ reserved: 0, givenUp: 0 });
  });
});
