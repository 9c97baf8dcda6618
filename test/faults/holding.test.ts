import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorisationId } from '../../shared/domain/authorisation.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { makeNetworkPlan, type NetworkPlan } from '../build/faulty-client.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import {
  type HoldingActs,
  makeHoldingActs,
  toAuthorisationBody,
} from '../build/holding-requests.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';

let zone: HoldingZone;
let sound: HoldingActs;
let licenceId: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  sound = makeHoldingActs(zone.makeHolding());
  ({ licenceId } = await zone.issue());
});
afterAll(() => zone?.close());

let keys = 0;
const nextKey = () => {
  keys += 1;
  return `fault-${keys}`;
};
const leave = () => toAuthorisationBody([licenceId], { maxUses: 3 });

const make = (plan: NetworkPlan) => makeHoldingActs(zone.makeHolding(plan));

const countAuthorisations = async () => {
  const party = zone.holders.company.digest;
  return (await zone.authorisations.list({ party, limit: 1000 })).authorisations.length;
};
const countUses = async () =>
  (await zone.uses.list({ party: zone.holders.company.digest, limit: 1000 })).uses.length;

describe('whatever becomes of a call', { timeout: 120_000 }, () => {
  it('one leave is given, and asking again gives the same answer', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        // the day's hundred are for one day
        zone.clock.advance(1000);
        const [key, body] = [nextKey(), leave()];
        return (acts) => acts.authorise(zone.holders.company, body, key);
      },
      check: async (first, again) => {
        const before = await countAuthorisations();
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(await again()).toEqual(settled);
        expect((await countAuthorisations()) - before).toBeLessThanOrEqual(1);
        const { authorisationId } = settled as { authorisationId: AuthorisationId };
        expect(await zone.authorisations.find(authorisationId)).toMatchObject({ uses: 0 });
      },
    });
    console.info(`authorising: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(15);
  });

  it('one code is made, and asking again gives the same code', async () => {
    const { authorisationId } = await sound.authorise(zone.holders.company, leave());
    const cells = await forEachFault({
      make,
      prepare: async () => {
        // the latest codes are listed: no two of one millisecond
        zone.clock.advance(1);
        const key = nextKey();
        return (acts) => acts.show(zone.holders.company, { authorisationId }, key);
      },
      check: async (first, again) => {
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(await again()).toEqual(settled);
        const { showCodeId } = settled as { showCodeId: string };
        const codes = await zone.authorisations.listCodes(authorisationId as AuthorisationId);
        expect(codes.filter(({ id }) => id === showCodeId)).toHaveLength(1);
      },
    });
    console.info(`making a code: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(15);
  });

  it('a code is spent once, one use is written, and the retry of the one who spent it succeeds', async () => {
    const cells = await forEachFault({
      make,
      prepare: async () => {
        zone.clock.advance(1000);
        const { authorisationId } = await sound.authorise(zone.holders.company, leave());
        const code = await sound.showCode(zone.holders.company, authorisationId);
        const key = nextKey();
        return (acts) => acts.retrieve({ code }, { key }).then(({ body }) => body);
      },
      check: async (first, again) => {
        const before = await countUses();
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(JSON.stringify(await again())).toBe(JSON.stringify(settled));
        expect((await countUses()) - before).toBeLessThanOrEqual(1);
        const { authorisationId } = settled as { authorisationId: AuthorisationId };
        expect(await zone.authorisations.find(authorisationId)).toMatchObject({ uses: 1 });
      },
    });
    console.info(`retrieving: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(20);
  });

  it('a leave is withdrawn', async () => {
    for (const fault of ['before', 'after', 'again', 'anew'] as const) {
      const { authorisationId } = await sound.authorise(zone.holders.company, leave());
      const id = authorisationId as AuthorisationId;
      const { client } = zone;
      const at = zone.clock.now();
      const struck = zone.makeHolding(makeNetworkPlan(1, fault));
      expect(client).toBeDefined();
      const withdraw = (struck.writer as unknown as { withdraw: typeof zone.withdrawer.withdraw })
        .withdraw;
      await withdraw(id, at).catch(() => undefined);
      await zone.withdrawer.withdraw(id, zone.clock.now());
      expect(await zone.authorisations.find(id)).toMatchObject({ withdrawnAt: at });
    }
  });
});
