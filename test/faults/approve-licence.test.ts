import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConfirmDraft } from '../../functions/issuing/decide-licence-draft/confirm-draft.ts';
import {
  makeRejectDraft,
  type RejectDraft,
} from '../../functions/issuing/decide-licence-draft/reject-draft.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import type { WrittenAnswer } from '../../functions/issuing/keyed-request.ts';
import { makeSweepReservations } from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import type { LicenceDraftId } from '../../shared/domain/licence-draft.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { askForConfirmation, askForDraft, readKept } from '../build/drafts.ts';
import { failingOnce } from '../build/failing-once.ts';
import { makeFaultPlan } from '../build/fault-at.ts';
import { faultsFor, makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import type { AskedLicence } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';

let zone: IssuingZone;
/** A container that nothing ever befalls. */
let sound: IssuingPorts;
let drafted = 0;
let confirmed = 0;
beforeAll(async () => {
  zone = await startIssuingZone();
  sound = zone.makeContainer();
});
afterAll(() => zone?.close());

const moments = ['before', 'after'] as const;
type Confirmation = ReturnType<typeof askForConfirmation>;

const draftWith = (ports: IssuingPorts, { request, application }: AskedLicence) =>
  makeIssueLicence(ports)(request, application);
const confirmWith = (ports: IssuingPorts, asked: Confirmation) => makeConfirmDraft(ports)(...asked);

/** A container all of whose ports' calls are numbered; one of them is its last, for it crashes there. */
function makeCrashing(at: number, moment: 'before' | 'after') {
  const plan = makeFaultPlan(at, moment);
  const { register, reader, records, seals, keys, directory, digests, places, drafts } = sound;
  const ports = { register, reader, records, seals, keys, directory, digests, places, drafts };
  const crashing = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, plan.over(port)]),
  );
  return { plan, ports: { ...sound, ...crashing } as IssuingPorts };
}

/** Comes again with the same key, a minute later when told so, until there is an answer. */
async function comeAgain(work: () => Promise<WrittenAnswer>): Promise<WrittenAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isInFlight = error instanceof Problem && error.code === 'idempotency-in-flight';
      if (!isInFlight || tries === 3) throw error;
      zone.clock.advance((error.details.retryAfterSeconds ?? 0) * 1000);
    }
  }
}

const bodyOf = ({ answer }: WrittenAnswer) => answer.body as JsonObject;

async function keepRejected() {
  const [request] = await keepDraft();
  return { ...request, scopes: ['licences:approve'] as const };
}
const rejectWith = (ports: IssuingPorts, asked: Parameters<RejectDraft>[0]) =>
  makeRejectDraft(ports)(asked, { reason: '材料不全（示例）' });

async function keepDraft(): Promise<Confirmation> {
  drafted += 1;
  return askForConfirmation(readKept(await draftWith(sound, askForDraft())));
}

/** Whatever became of an earlier try: the same request ends with one draft, and says so for ever. */
async function expectOneDraft(licence: AskedLicence, earlier: Promise<WrittenAnswer>) {
  drafted += 1;
  const answered = await earlier.then(readKept).catch(() => undefined);
  const again = await comeAgain(() => draftWith(sound, licence));
  expect(await draftWith(sound, licence)).toEqual({ answer: again.answer, replayed: true });
  if (answered !== undefined) expect(readKept(again)).toEqual(answered);
}

/** Whatever became of an earlier try: confirming again, by anyone, ends with one licence. */
async function expectOneLicence(asked: Confirmation, earlier: Promise<WrittenAnswer>) {
  confirmed += 1;
  const answered = await earlier.then(bodyOf).catch(() => undefined);
  const again = await comeAgain(() => confirmWith(sound, asked));
  expect(again.answer.status).toBe(201);
  if (answered !== undefined) expect(bodyOf(again)).toEqual(answered);
  const [request, seen] = asked;
  const other = askForConfirmation({ ...seen, draftId: request.draftId });
  expect(await confirmWith(sound, other)).toEqual({ answer: again.answer, replayed: true });
  const draft = await sound.drafts.find(request.draftId as LicenceDraftId);
  expect(draft).toMatchObject({ state: 'issued', licenceId: bodyOf(again)['licenceId'] });
}

describe('approval under faults', () => {
  it('keeps one draft whatever befalls any one call on the network, and signs nothing', async () => {
    const dry = makeNetworkPlan();
    await draftWith(zone.makeContainer(dry), askForDraft());
    drafted += 1;
    let cases = 0;
    for (const [at, command] of dry.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const licence = askForDraft();
        const faulty = zone.makeContainer(makeNetworkPlan(at + 1, fault));
        await expectOneDraft(licence, draftWith(faulty, licence));
        cases += 1;
      }
    }
    console.log(`drafting: ${cases} network faults over ${dry.calls.length} calls`);
    expect(cases).toBeGreaterThan(dry.calls.length);
    expect(dry.calls).not.toContain('SignCommand');
    expect(await zone.countSignatures()).toBe(0);
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit).toMatchObject({ inForce: 0, reserved: 0, givenUp: 0, attempts: 0 });
  });

  it('issues one licence whatever befalls any one call of confirming on the network', async () => {
    const dry = makeNetworkPlan();
    const first = await keepDraft();
    await expectOneLicence(first, confirmWith(zone.makeContainer(dry), first));
    let cases = 0;
    for (const [at, command] of dry.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const asked = await keepDraft();
        const faulty = zone.makeContainer(makeNetworkPlan(at + 1, fault));
        await expectOneLicence(asked, confirmWith(faulty, asked));
        cases += 1;
      }
    }
    console.log(`confirming: ${cases} network faults over ${dry.calls.length} calls`);
    expect(cases).toBeGreaterThan(dry.calls.length);
    expect(dry.calls).toContain('SignCommand');
  });

  it('issues one licence wherever the confirming container crashes', async () => {
    const dry = makeCrashing(0, 'before');
    const first = await keepDraft();
    await expectOneLicence(first, confirmWith(dry.ports, first));
    expect(dry.plan.calls).toBeGreaterThan(0);
    for (let call = 1; call <= dry.plan.calls; call += 1) {
      for (const moment of moments) {
        const asked = await keepDraft();
        const crashed = confirmWith(makeCrashing(call, moment).ports, asked);
        await expect(crashed).rejects.toThrow('landed');
        await expectOneLicence(asked, crashed);
      }
    }
    console.log(`confirming: ${dry.plan.calls * moments.length} crashes`);
  });

  it('leaves what a crashed approval reserved to the sweeper', async () => {
    const asked = await keepDraft();
    const register = failingOnce(sound.register, 'bringIntoForce', 'before');
    await expect(confirmWith({ ...sound, register }, asked)).rejects.toThrow('landed');
    const id = asked[0].draftId as LicenceDraftId;
    expect(await sound.drafts.find(id)).toMatchObject({ state: 'approved' });
    zone.clock.advance(10 * 60_000);
    expect(await makeSweepReservations(sound)()).toMatchObject({ finished: 1, faulty: 0 });
    expect(await sound.drafts.find(id)).toMatchObject({ state: 'issued' });
    await expectOneLicence(asked, Promise.reject(new Error('swept')));
  });

  it('rejects once, whatever befalls any one call on the network', async () => {
    const dry = makeNetworkPlan();
    await rejectWith(zone.makeContainer(dry), await keepRejected());
    expect(dry.calls).not.toEqual([]);
    for (const [at, command] of dry.calls.entries()) {
      for (const fault of faultsFor(command)) {
        const asked = await keepRejected();
        const faulty = zone.makeContainer(makeNetworkPlan(at + 1, fault));
        const first = await rejectWith(faulty, asked).catch(() => undefined);
        const again = await rejectWith(sound, asked);
        expect(again.answer.status).toBe(200);
        if (first !== undefined) expect(again.answer).toEqual(first.answer);
        const draft = await sound.drafts.find(asked.draftId as LicenceDraftId);
        expect(draft?.history.map((entry) => entry.state)).toEqual([
          'awaiting-approval',
          'rejected',
        ]);
      }
    }
  });

  it('issues one licence when eight confirm at a time', async () => {
    const asked = await keepDraft();
    const [{ draftId }, seen] = asked;
    const all = Array.from({ length: 8 }, (_, which) =>
      confirmWith(
        zone.makeContainer(),
        askForConfirmation(
          { ...seen, draftId },
          { client: `shenyang-approver-${which % 2}` as never },
        ),
      ),
    );
    const outcomes = await Promise.allSettled(all);
    const made = outcomes.flatMap((one) =>
      one.status === 'fulfilled' ? [bodyOf(one.value)['licenceId']] : [],
    );
    expect(new Set(made).size).toBe(1);
    await expectOneLicence(asked, Promise.reject(new Error('another asks again')));
  });

  it('keeps every invariant of the register, and a record of every signature', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ inForce: confirmed, reserved: 0, givenUp: 0 });
    const signatures = await zone.countSignatures();
    expect(signatures).toBeLessThanOrEqual(audit.attempts);
    console.log(`approval: ${drafted} drafts, ${confirmed} licences, ${signatures} signatures`);
  });
});
