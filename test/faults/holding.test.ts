import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorisationId } from '../../shared/domain/authorisation.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { faultsFor, makeNetworkPlan, type NetworkFault } from '../build/faulty-client.ts';
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

/** Every call of the act × every fault that may befall it. */
async function forEachFault(
  prepare: () => Promise<(acts: HoldingActs) => Promise<unknown>>,
  check: (first: Promise<unknown>, again: () => Promise<unknown>) => Promise<void>,
): Promise<number> {
  const plan = makeNetworkPlan();
  await (await prepare())(makeHoldingActs(zone.makeHolding(plan)));
  let cells = 0;
  for (const [at, command] of plan.calls.entries()) {
    for (const fault of faultsFor(command) as readonly NetworkFault[]) {
      const act = await prepare();
      const struck = makeHoldingActs(zone.makeHolding(makeNetworkPlan(at + 1, fault)));
      await check(
        act(struck).catch(() => 'lost'),
        () => act(sound),
      );
      cells += 1;
    }
  }
  return cells;
}

const countAuthorisations = async () => {
  const party = zone.holders.company.digest;
  return (await zone.authorisations.list({ party, limit: 1000 })).authorisations.length;
};
const countUses = async () =>
  (await zone.uses.list({ party: zone.holders.company.digest, limit: 1000 })).uses.length;

describe('whatever becomes of a call', { timeout: 120_000 }, () => {
  it('one leave is given, and asking again gives the same answer', async () => {
    const cells = await forEachFault(
      async () => {
        // the day's hundred are for one day
        zone.clock.advance(1000);
        const [key, body] = [nextKey(), leave()];
        return (acts) => acts.authorise(zone.holders.company, body, key);
      },
      async (first, again) => {
        const before = await countAuthorisations();
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(await again()).toEqual(settled);
        expect((await countAuthorisations()) - before).toBeLessThanOrEqual(1);
        const { authorisationId } = settled as { authorisationId: AuthorisationId };
        expect(await zone.authorisations.find(authorisationId)).toMatchObject({ uses: 0 });
      },
    );
    console.info(`authorising: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(15);
  });

  it('one code is made, and asking again gives the same code', async () => {
    const { authorisationId } = await sound.authorise(zone.holders.company, leave());
    const cells = await forEachFault(
      async () => {
        // the latest codes are listed: no two of one millisecond
        zone.clock.advance(1);
        const key = nextKey();
        return (acts) => acts.show(zone.holders.company, { authorisationId }, key);
      },
      async (first, again) => {
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(await again()).toEqual(settled);
        const { showCodeId } = settled as { showCodeId: string };
        const codes = await zone.authorisations.listCodes(authorisationId as AuthorisationId);
        expect(codes.filter(({ id }) => id === showCodeId)).toHaveLength(1);
      },
    );
    console.info(`making a code: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(15);
  });

  it('a code is spent once, one use is written, and the retry of the one who spent it succeeds', async () => {
    const cells = await forEachFault(
      async () => {
        zone.clock.advance(1000);
        const { authorisationId } = await sound.authorise(zone.holders.company, leave());
        const code = await sound.showCode(zone.holders.company, authorisationId);
        const key = nextKey();
        return (acts) => acts.retrieve({ code }, { key }).then(({ body }) => body);
      },
      async (first, again) => {
        const before = await countUses();
        const answer = await first;
        const settled = await again();
        if (answer !== 'lost') expect(settled).toEqual(answer);
        expect(JSON.stringify(await again())).toBe(JSON.stringify(settled));
        expect((await countUses()) - before).toBeLessThanOrEqual(1);
        const { authorisationId } = settled as { authorisationId: AuthorisationId };
        expect(await zone.authorisations.find(authorisationId)).toMatchObject({ uses: 1 });
      },
    );
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

describe('of many who redeem one code at once', { timeout: 120_000 }, () => {
  // 20 codes and a thousand each on a machine with time: REDEMPTIONS=1000 CODES=20
  const redemptions = Number(process.env['REDEMPTIONS'] ?? 100);
  const codes = Number(process.env['CODES'] ?? 3);

  it('exactly one succeeds; the others get what an unknown code gets', async () => {
    const containers = Array.from({ length: 5 }, () => makeHoldingActs(zone.makeHolding()));
    for (let code = 0; code < codes; code += 1) {
      zone.clock.advance(24 * 3600_000);
      const until = new Date(zone.clock.now() + 3600_000).toISOString();
      const body = toAuthorisationBody([licenceId], { until, maxUses: 1000 });
      const { authorisationId } = await sound.authorise(zone.holders.company, body);
      const shown = await sound.showCode(zone.holders.company, authorisationId);
      const outcomes = await Promise.all(
        Array.from({ length: redemptions }, (_, index) =>
          (containers[index % containers.length] ?? sound).retrieve({ code: shown }).then(
            () => 'done',
            (error: { code?: string }) => String(error.code),
          ),
        ),
      );
      expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
      // contention that outlasts all tries is said as such, and is no success
      const others = new Set(outcomes.filter((one) => one !== 'done'));
      others.delete('service-unavailable');
      expect([...others]).toEqual(['code-not-usable']);
      expect(await zone.authorisations.find(authorisationId as AuthorisationId)).toMatchObject({
        uses: 1,
      });
    }
    console.info(`redeeming: ${codes} codes × ${redemptions} at once, one success each`);
  });

  it('answers every code that cannot be used by the same calls', async () => {
    const refusedBy = async (make: () => Promise<string>, client?: never) => {
      const code = await make();
      const plan = makeNetworkPlan();
      const acts = makeHoldingActs(zone.makeHolding(plan));
      const asked = acts.retrieve({ code }, client === undefined ? {} : { client });
      await expect(asked).rejects.toMatchObject({ code: 'code-not-usable', details: {} });
      return plan.calls.join(' ');
    };
    const until = new Date(zone.clock.now() + 3600_000).toISOString();
    const give = async (parts = {}) => {
      const body = toAuthorisationBody([licenceId], { until, maxUses: 3, ...parts });
      return (await sound.authorise(zone.holders.company, body)).authorisationId;
    };
    const show = async (id: string) => sound.showCode(zone.holders.company, id);
    const calls = [
      await refusedBy(async () => 'A'.repeat(22)),
      await refusedBy(async () => 'no code at all'),
      await refusedBy(async () => {
        const code = await show(await give());
        await sound.retrieve({ code });
        return code;
      }),
      await refusedBy(async () => {
        const id = await give();
        const code = await show(id);
        await zone.withdrawer.withdraw(id as AuthorisationId, zone.clock.now());
        return code;
      }),
      await refusedBy(async () => show(await give()), 'dalian-counter' as never),
      await refusedBy(async () => {
        const code = await show(await give());
        zone.clock.advance(60_000);
        return code;
      }),
    ];
    expect(new Set(calls).size).toBe(1);
    console.info(`a refused code: ${calls[0]}`);
  });
});
