import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReportLoss } from '../../functions/issuing/report-loss/report-loss.ts';
import type { AuthorisationId } from '../../shared/domain/authorisation.ts';
import type { ClientId, LicenceId, Moment } from '../../shared/domain/ids.ts';
import { makeNetworkPlan, type NetworkPlan } from '../build/faulty-client.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import { type HolderActs, makeHolderActs, toDelegationBody } from '../build/holder-acts.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';

let zone: HoldingZone;
let sound: HolderActs;
let licenceId: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  sound = makeHolderActs(zone.makeHolding());
  ({ licenceId } = await zone.issue());
});
afterAll(() => zone?.close());

const make = (plan: NetworkPlan) => makeHolderActs(zone.makeHolding(plan));
let keys = 0;
const nextKey = () => {
  keys += 1;
  return `act-${keys}`;
};
/** So that what is listed newest first has no two of one moment, and no day’s limit is met. */
const later = () => zone.clock.advance(2 * 3600_000);
const delegation = () => {
  const until = new Date(zone.clock.now() + 3600_000).toISOString();
  return toDelegationBody([licenceId], { until });
};
const offer = () => sound.delegate({ holder: zone.holders.company }, delegation());
const countDelegations = async () =>
  (await zone.delegations.list({ party: zone.holders.otherPerson.digest, limit: 1000 })).delegations
    .length;
const countLeaves = async () =>
  (await zone.authorisations.list({ party: zone.holders.company.digest, limit: 1000 }))
    .authorisations.length;

/** The first answer stays: whoever asks again gets it, or, where it was lost, one and the same. */
async function settle(first: Promise<unknown>, again: () => Promise<unknown>): Promise<unknown> {
  const answer = await first;
  const settled = await again();
  if (answer !== 'lost') expect(settled).toEqual(answer);
  expect(await again()).toEqual(settled);
  return settled;
}

describe('whatever becomes of a call', { timeout: 120_000 }, () => {
  it('one delegation is offered', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        later();
        const [by, body] = [{ holder: zone.holders.company, key: nextKey() }, delegation()];
        return (acts) => acts.delegate(by, body);
      },
      check: async (first, again) => {
        const before = await countDelegations();
        await settle(first, again);
        expect((await countDelegations()) - before).toBeLessThanOrEqual(1);
      },
    });
    console.info(`delegating: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(15);
  });

  it('a delegation is accepted, once', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        later();
        const { delegationId } = await offer();
        const key = nextKey();
        return (acts) => acts.accept({ holder: zone.holders.otherPerson, key }, delegationId);
      },
      check: async (first, again) => {
        expect(await settle(first, again)).toMatchObject({ state: 'active' });
      },
    });
    console.info(`accepting: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });

  it('a delegation is ended, at the first time', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        later();
        const { delegationId } = await offer();
        await sound.accept({ holder: zone.holders.otherPerson }, delegationId);
        return async (acts) => {
          await acts.end(delegationId, zone.holders.company.digest);
          return zone.delegations.find(delegationId as never);
        };
      },
      check: async (first, again) => {
        expect(await settle(first, again)).toMatchObject({ endedAt: zone.clock.now() });
      },
    });
    console.info(`ending: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(6);
  });

  it('one request is made', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        later();
        const key = nextKey();
        return (acts) => acts.ask(key);
      },
      check: async (first, again) => {
        expect(await settle(first, again)).toMatchObject({ state: 'waiting' });
      },
    });
    console.info(`asking: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });

  it.each(['approve', 'decline'] as const)('a request is decided once: %s', async (decision) => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        later();
        const { requestId } = await sound.ask(nextKey());
        const by = { holder: zone.holders.company, key: nextKey() };
        const licences = [{ licenceId, items: ['holders'] }];
        return (acts) =>
          decision === 'approve'
            ? acts.approve(by, requestId, licences)
            : acts.decline(by, requestId);
      },
      check: async (first, again) => {
        const before = await countLeaves();
        const settled = await settle(first, again);
        const after = await countLeaves();
        if (decision === 'decline') return expect(after).toBe(before);
        expect(after - before).toBeLessThanOrEqual(1);
        const { authorisationId } = settled as { authorisationId: AuthorisationId };
        expect(await zone.authorisations.find(authorisationId)).toMatchObject({ uses: 0 });
      },
    });
    console.info(`${decision}: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });
});

describe('whatever becomes of a holder’s report', { timeout: 120_000 }, () => {
  const makeReport = (plan: NetworkPlan) =>
    makeReportLoss({
      ...zone.makeContainer(plan),
      licences: zone.makeHolding(plan).licences,
    });
  const toReport = (what: 'lost' | 'found', id: LicenceId) => {
    const { digest } = zone.holders.company;
    const keyDigest = nextKey();
    const expiresAt = (zone.clock.now() + 1000) as Moment;
    const client = `holder:${digest}` as ClientId;
    const key = { client, keyDigest, requestDigest: keyDigest, expiresAt };
    return { holder: digest, licenceId: id, key, what };
  };

  it.each(['lost', 'found'] as const)('it is entered once: %s', async (what) => {
    const { licenceId: id } = await zone.issue();
    const sane = makeReport(makeNetworkPlan());
    const entriesOf = async () => (await zone.issuing.reader.listEntries(id)).length;
    let before = 0;
    const cells = await forEachFault({
      make: makeReport,
      prepare: async () => {
        // there and back: each cell begins where the report can be made
        const head = await zone.issuing.reader.findHead(id);
        const wanted = what === 'lost' ? 'valid' : 'suspended';
        if (head?.state !== wanted) await sane(toReport(what === 'lost' ? 'found' : 'lost', id));
        before = await entriesOf();
        const report = toReport(what, id);
        return async (reportLoss) => (await reportLoss(report)).answer;
      },
      check: async (first, again) => {
        const state = what === 'lost' ? 'suspended' : 'valid';
        expect(await settle(first, again)).toMatchObject({ body: { state } });
        expect(await entriesOf()).toBe(before + 1);
      },
    });
    console.info(`${what}: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });
});
