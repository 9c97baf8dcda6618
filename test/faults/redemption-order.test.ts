import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makeHoldingActs, toAuthorisationBody } from '../build/holding-requests.ts';
import { type HoldingPorts, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { isLinearizable } from '../build/linearizable.ts';
import { makeLeaveModel, recordLeaveHistory } from '../build/redemption-history.ts';
import { Chance } from '../fuzz/mutate.ts';

/** HISTORIES lengthens the run; HISTORY_SEED repeats one. */
const histories = Number(process.env['HISTORIES'] ?? 6);
const firstSeed = Number(process.env['HISTORY_SEED'] ?? 20_261_122);
const clientCount = 6;
const operationsEach = 7;
const maxUses = 3;
const model = makeLeaveModel(maxUses);

let zone: HoldingZone;
let sound: HoldingPorts;
let clients: readonly HoldingPorts[];
let licenceId: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  sound = zone.makeHolding();
  clients = Array.from({ length: clientCount }, () => zone.makeHolding());
  ({ licenceId } = await zone.issue());
});
afterAll(() => zone?.close());

type Planting = (ports: HoldingPorts) => HoldingPorts;

async function record(seed: number, plant: Planting) {
  // a day has a hundred leaves
  zone.clock.advance(3600_000);
  const holder = zone.holders.company;
  const acts = makeHoldingActs(sound);
  const until = new Date(zone.clock.now() + 1800_000).toISOString();
  const body = toAuthorisationBody([licenceId], { until, maxUses });
  const { authorisationId } = await acts.authorise(holder, body);
  const codes = await Promise.all([1, 2, 3, 4].map(() => acts.showCode(holder, authorisationId)));
  const planted = clients.map(plant);
  return recordLeaveHistory({
    ...{ zone, holder, authorisationId, codes, operationsEach, seed },
    clients: planted,
  });
}

const withRetrievals = (
  ports: HoldingPorts,
  changed: Partial<HoldingPorts['retrievals']>,
): HoldingPorts => ({ ...ports, retrievals: { ...ports.retrievals, ...changed } });

/** Answers get lost, before the code was spent or after it, once in eight. */
const losing =
  (seed: number): Planting =>
  (ports) => {
    const chance = new Chance(seed);
    return withRetrievals(ports, {
      spend: async (spending) => {
        const fate = chance.below(16);
        if (fate === 0) throw new Problem('service-unavailable');
        const outcome = await ports.retrievals.spend(spending);
        if (fate === 1) throw new Problem('service-unavailable');
        return outcome;
      },
    });
  };

describe('redemptions look as if they came one after the other (G8)', () => {
  it('whatever clients do to one leave at once, with answers that get lost', {
    timeout: 380_000 + histories * 20_000,
  }, async () => {
    const tally: Record<string, number> = {};
    for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
      const operations = await record(seed, losing(seed));
      expect(isLinearizable(model, operations), `HISTORY_SEED=${seed}`).toBe(true);
      for (const { returned } of operations) {
        const told = returned?.output ?? 'nothing';
        tally[told] = (tally[told] ?? 0) + 1;
      }
    }
    console.log(
      `redemptions: ${histories} histories × ${clientCount} clients × ${operationsEach} operations, 0 violations, told ${JSON.stringify(tally)} (HISTORY_SEED=${firstSeed})`,
    );
    expect(tally['got']).toBeGreaterThan(histories);
    expect(tally['refused']).toBeGreaterThan(histories);
  });
});

/** Each a way in which retrievals could be wrong without anybody noticing at once. */
const bugs: Readonly<Record<string, (chance: Chance) => Planting>> = {
  'gives a code to whoever comes': () => (ports) =>
    withRetrievals(ports, {
      spend: async (spending) => {
        const outcome = await ports.retrievals.spend(spending);
        return outcome === 'refused' && spending.found !== undefined ? 'spent' : outcome;
      },
      keepAnswer: async (_key, answer) => answer,
    }),
  'gives again what was withdrawn': () => (ports) =>
    withRetrievals(ports, { stands: async () => true }),
  'refuses what it spent': (chance) => (ports) =>
    withRetrievals(ports, {
      spend: async (spending) => {
        const outcome = await ports.retrievals.spend(spending);
        return chance.below(2) === 0 ? 'refused' : outcome;
      },
    }),
  'looks at what was a while ago': () => (ports) => {
    let held: ReturnType<typeof ports.authorisations.find> | undefined;
    const find: typeof ports.authorisations.find = (id) => {
      held ??= ports.authorisations.find(id);
      return held;
    };
    return { ...ports, authorisations: { ...ports.authorisations, find } };
  },
};

describe('the checker finds retrievals that', { timeout: 120_000 }, () => {
  it.each(Object.entries(bugs))('%s', async (_name, bug) => {
    let isFound = false;
    for (let seed = 1; seed <= 12 && !isFound; seed += 1) {
      isFound = !isLinearizable(model, await record(seed, bug(new Chance(seed))));
    }
    expect(isFound).toBe(true);
  });
});
