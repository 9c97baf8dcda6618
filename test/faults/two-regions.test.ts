import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditHistory } from '../build/two-regions/audit-history.ts';
import { Chance } from '../build/two-regions/chance.ts';
import { History } from '../build/two-regions/history.ts';
import type { Planted } from '../build/two-regions/region.ts';
import { startTwoEngines, type TwoEngines, World } from '../build/two-regions/world.ts';

/** TWO_REGIONS_HISTORIES lengthens the run; TWO_REGIONS_SEED repeats one. */
const histories = Number(process.env['TWO_REGIONS_HISTORIES'] ?? 300);
const rootHistories = Math.ceil(histories / 20);
const seed = Number(process.env['TWO_REGIONS_SEED'] ?? 20_261_122);

let engines: TwoEngines;
beforeAll(async () => {
  engines = await startTwoEngines();
});
afterAll(() => engines.close());

/** Histories one after the other in one world; what was found, and what there was to find it in. */
async function runHistories(count: number, planted: Planted = {}) {
  const chance = new Chance(seed);
  const world = new World(engines, chance, planted);
  const counted = { places: new Set<string>(), numbers: new Set<number>(), published: 0 };
  const faults: string[] = [];
  const sums = {
    licences: 0,
    ended: 0,
    refused: 0,
    changedOnBothSides: 0,
    givenUp: 0,
    published: 0,
    twice: 0,
  };
  const turns = new Set<number>();
  for (let history = 0; history < count; history += 1) {
    const one = new History(world, chance);
    await one.run();
    const found = await auditHistory(world, one.told, counted);
    faults.push(...found.map((fault) => `history ${history}: ${fault}`));
    sums.licences += one.told.reservations.length;
    sums.ended += one.told.ended.size;
    sums.refused += one.told.refused;
    sums.givenUp += one.told.givenUp.size;
    sums.published += one.told.published.length;
    sums.twice += one.told.twice.size;
    sums.changedOnBothSides += one.told.changedOnBothSides.size;
    for (const { epoch } of one.told.writes) turns.add(epoch);
  }
  return { faults, ...sums, turns: turns.size };
}

describe('two Regions, items late by up to a minute and in any order, lines cut, Regions stopped (R10)', () => {
  it('hold one state a licence, use no place twice, and undo no end', {
    timeout: 600_000,
  }, async () => {
    const { faults, ...sums } = await runHistories(histories);
    console.info(
      `two Regions: ${histories} histories, ${sums.licences} licences, ${sums.ended} ended, ` +
        `${sums.changedOnBothSides} changed on both sides, ${sums.turns} turns of writing, ` +
        `${sums.twice} requests that made two licences, all reported, ${sums.givenUp} given up, ${sums.published} files published, ${sums.refused} requests refused, ${faults.length} violations ` +
        `(TWO_REGIONS_SEED=${seed})`,
    );
    expect(faults).toEqual([]);
    expect(sums.turns).toBeGreaterThan(histories / 10);
    expect(sums.ended).toBeGreaterThan(histories / 2);
    expect(sums.changedOnBothSides).toBeGreaterThan(histories / 20);
    expect(sums.twice).toBeGreaterThan(histories / 60);
  });

  /** Histories around the end of an hour; licences in force in the end whose digest is under no root. */
  async function findUnrooted(count: number, planted: Planted = {}) {
    const chance = new Chance(seed);
    const world = new World(engines, chance, planted);
    world.isRooting = true;
    const issued = new Map<string, string>();
    for (let history = 0; history < count; history += 1) {
      const one = new History(world, chance);
      await one.run();
      const { told } = one;
      for (const { reservation } of told.reservations)
        if (told.issued.has(reservation.licenceId))
          issued.set(reservation.digest, reservation.licenceId);
    }
    await world.passToHour(0);
    await world.passToHour(0);
    const unrooted = [...issued.keys()].filter((digest) => !world.rooted.has(digest));
    return { issued: issued.size, unrooted };
  }

  it('bring every licence under an issue root, whenever its digest arrives', {
    timeout: 300_000,
  }, async () => {
    const { issued, unrooted } = await findUnrooted(rootHistories);
    const without = await findUnrooted(rootHistories, { unrooted: true });
    console.info(
      `two Regions, issue roots: ${rootHistories} histories around the end of an hour, ${issued} licences, ` +
        `${unrooted.length} under none; ${without.unrooted.length} where nobody enters what is late`,
    );
    expect(unrooted).toEqual([]);
    expect(without.unrooted.length).toBeGreaterThan(0);
  });

  const plants: readonly [string, number, Planted][] = [
    ['nobody mends what arrives in pieces', 40, { unmended: true }],
    ['both Regions write at once', 8, { unfenced: true }],
    ['both Regions take places from one counter', 80, { sharedLists: true }],
    ['each Region counts numbers by its own copy', 40, { ownCounters: true }],
    ['versions of files go on from the own row', 40, { flatVersions: true }],
    ['what another turn reserved is given up', 40, { hasty: true }],
    ['nobody looks whether a request made two licences', 40, { unreported: true }],
    ['a key is looked for under a Region’s own name', 40, { ownKeys: true }],
  ];
  it.each(plants)('are found out when %s', { timeout: 120_000 }, async (what, count, planted) => {
    const { faults } = await runHistories(count, planted);
    console.info(`two Regions, ${what}: ${faults.length} violations in ${count} histories`);
    expect(faults.length).toBeGreaterThan(0);
  });
});
