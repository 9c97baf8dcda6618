import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoNumberSequences } from '../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoStatusPlaces } from '../../shared/adapters/aws/dynamo-status-places.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';

let zone: IssuingZone;
beforeAll(async () => {
  zone = await startIssuingZone();
});
afterAll(() => zone?.close());

const makePlaces = (region: string, places?: number) =>
  makeDynamoStatusPlaces({
    ...{ client: zone.client, table: zone.table, clock: zone.clock, region },
    digests: zone.makeContainer().digests,
    ...(places === undefined ? {} : { places }),
  });

describe('leases', () => {
  it('give every place once, whichever container takes it (T01)', async () => {
    const containers = Array.from({ length: 4 }, () => makePlaces('east'));
    const taken = await Promise.all(
      Array.from({ length: 400 }, (_, at) => containers[at % 4]?.take()),
    );
    expect(new Set(taken.map((place) => JSON.stringify(place))).size).toBe(400);
    expect(new Set(taken.map((place) => place?.statusList))).toEqual(new Set(['east-000001']));
  });

  it('give places that do not follow one another (T02)', async () => {
    const places = makePlaces('south');
    const first = await Promise.all(Array.from({ length: 32 }, () => places.take()));
    const indexes = first.map((place) => place.statusIndex);
    const neighbours = indexes.filter(
      (index, at) => Math.abs(index - (indexes[at - 1] ?? 0)) === 1,
    );
    expect(neighbours.length).toBeLessThan(4);
    expect(Math.max(...indexes)).toBeGreaterThan(2 ** 15);
  });

  it('open another list when one is full, and name it before its places are taken', async () => {
    const [one, other] = [makePlaces('west', 64), makePlaces('west', 64)];
    const taken = await Promise.all(
      Array.from({ length: 150 }, (_, at) => (at % 2 ? one : other).take()),
    );
    expect(new Set(taken.map((place) => `${place.statusList} ${place.statusIndex}`)).size).toBe(
      150,
    );
    const lists = (await zone.statusEntries.listStatusLists()).filter((id) =>
      id.startsWith('west'),
    );
    expect(lists).toEqual(expect.arrayContaining(['west-000001', 'west-000002', 'west-000003']));
    expect(new Set(taken.map((place) => place.statusList))).toEqual(new Set(lists));
  });

  it('lose numbers of a sequence rather than give one twice', async () => {
    const options = { client: zone.client, table: zone.table };
    const taken: number[] = [];
    for (let container = 0; container < 3; container += 1) {
      const sequences = makeDynamoNumberSequences(options);
      for (let count = 0; count < 20; count += 1) taken.push(await sequences.next('甲'));
    }
    expect(new Set(taken).size).toBe(60);
    expect(taken[0]).toBe(1);
    expect(await makeDynamoNumberSequences(options).next('乙')).toBe(1);
  });

  it.each(['after', 'again', 'anew'] as const)(
    'give no number twice when the answer to a lease is lost: %s',
    async (fault) => {
      const faulty = zone.makeContainer(makeNetworkPlan(1, fault)).sequences;
      const sound = zone.makeContainer().sequences;
      const scope = `丙 ${fault}`;
      const first = await faulty.next(scope).catch(() => 0);
      const taken = [first, await faulty.next(scope), await sound.next(scope)];
      expect(new Set(taken).size).toBe(3);
    },
  );
});
