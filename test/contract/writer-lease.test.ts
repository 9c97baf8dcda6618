import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoMendMarks } from '../../shared/adapters/aws/dynamo-mend-marks.ts';
import { makeDynamoWriterLease } from '../../shared/adapters/aws/dynamo-writer-lease.ts';
import { makeHoldTurn, makeWritingTurns } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import type { LicenceId, Moment } from '../../shared/domain/ids.ts';
import {
  clockSkewMilliseconds,
  landingMilliseconds,
  turnMilliseconds,
  type WritingTurn,
} from '../../shared/domain/writing-turn.ts';
import type { MendMarks } from '../../shared/ports/register-mender.ts';
import type { WriterLease } from '../../shared/ports/writer-lease.ts';
import { makeTestClock } from '../build/callers.ts';
import { startTestEngines } from '../build/engines.ts';
import { makeLeaseInMemory, makeMarksInMemory } from '../build/two-regions/held-in-memory.ts';

let engines: Awaited<ReturnType<typeof startTestEngines<{ dynamodb: true }>>>;
let tables = 0;

beforeAll(async () => {
  engines = await startTestEngines({ dynamodb: true });
});
afterAll(() => engines.close());

async function openTable() {
  const client = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  tables += 1;
  const table = `table-${tables}`;
  await createTables(client, [{ name: table }]);
  return { client, table };
}

const turnOf = (region: string, epoch: number, until: number): WritingTurn => ({
  ...{ region, epoch, until: until as Moment },
});

type Opened<T> = readonly [string, () => Promise<T>];
const leases: readonly Opened<WriterLease>[] = [
  ['in its table', async () => makeDynamoWriterLease(await openTable())],
  ['in memory, as the simulator has it', async () => makeLeaseInMemory()],
];

describe.each(leases)('the writing lease %s', (_, open) => {
  it('is moved by whoever knows what is there', async () => {
    const lease = await open();
    expect(await lease.find()).toBeUndefined();
    expect(await lease.replace(undefined, turnOf('north', 1, 100))).toBe(true);
    expect(await lease.replace(undefined, turnOf('south', 1, 100))).toBe(false);
    expect(await lease.replace(turnOf('north', 1, 99), turnOf('south', 2, 200))).toBe(false);
    expect(await lease.replace(turnOf('north', 1, 100), turnOf('south', 2, 200))).toBe(true);
    expect(await lease.find()).toEqual(turnOf('south', 2, 200));
  });

  it('goes to one of many who take over at once', async () => {
    const lease = await open();
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((region) => lease.replace(undefined, turnOf(region, 1, 100))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });
});

const notes: readonly Opened<MendMarks>[] = [
  ['in their table', async () => makeDynamoMendMarks(await openTable())],
  ['in memory', async () => makeMarksInMemory()],
];

it.each(notes)('marks of what to mend, %s, come in time and go', async (_, open) => {
  const marks = await open();
  const mark = (licenceId: string, at: number) => ({
    ...{ licenceId: licenceId as LicenceId, at: at as Moment },
  });
  for (const one of [mark('b', 20), mark('a', 10), mark('a', 10)]) await marks.put(one);
  expect(await marks.listUntil(9 as Moment)).toEqual([]);
  expect(await marks.listUntil(10 as Moment)).toEqual([mark('a', 10)]);
  expect(await marks.listUntil(20 as Moment)).toHaveLength(2);
  await marks.clear(mark('a', 10));
  expect(await marks.listUntil(20 as Moment)).toEqual([mark('b', 20)]);
});

describe('a Region’s turn', () => {
  async function makeScene() {
    const lease = makeDynamoWriterLease(await openTable());
    let isReached = true;
    const clock = makeTestClock();
    const north: WriterLease = {
      find: () => (isReached ? lease.find() : Promise.reject(new Error('parted'))),
      replace: (found, turn) =>
        isReached ? lease.replace(found, turn) : Promise.reject(new Error('parted')),
    };
    const of = (region: string, through: WriterLease) => {
      const ports = { region, lease: through, clock };
      return { turns: makeWritingTurns(ports), hold: makeHoldTurn(ports) };
    };
    return {
      ...{ clock, lease, north: of('north', north), south: of('south', lease) },
      part: () => {
        isReached = false;
      },
      heal: () => {
        isReached = true;
      },
    };
  }

  it('is kept by renewing it, and no other Region writes beside', async () => {
    const { clock, north, south } = await makeScene();
    expect(await north.hold(clock.now())).toMatchObject({ region: 'north', epoch: 1 });
    for (let minute = 0; minute < 5; minute += 1) {
      clock.advance(50_000);
      expect(await north.turns.current()).toEqual({ region: 'north', epoch: 1 });
      expect(await south.hold(clock.now())).toBeUndefined();
      await expect(south.turns.current()).rejects.toMatchObject({ code: 'service-unavailable' });
    }
  });

  it('ends for who cannot renew it, before another takes over under a higher number', async () => {
    const { clock, north, south, part, heal } = await makeScene();
    await north.hold(clock.now());
    await north.turns.current();
    part();
    clock.advance(turnMilliseconds - clockSkewMilliseconds - 1);
    expect(await north.turns.current()).toMatchObject({ epoch: 1 });
    clock.advance(1);
    await expect(north.turns.current()).rejects.toMatchObject({ code: 'service-unavailable' });
    clock.advance(2 * clockSkewMilliseconds + landingMilliseconds - 1);
    expect(await south.hold(clock.now())).toBeUndefined();
    clock.advance(1);
    expect(await south.hold(clock.now())).toMatchObject({ region: 'south', epoch: 2 });
    expect(await south.turns.current()).toEqual({ region: 'south', epoch: 2 });
    heal();
    await expect(north.turns.current()).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await north.hold(clock.now())).toBeUndefined();
  });

  it('is renewed by its own Region though it was over, while nobody else took it', async () => {
    const { clock, north } = await makeScene();
    await north.hold(clock.now());
    clock.advance(10 * turnMilliseconds);
    expect(await north.turns.current()).toEqual({ region: 'north', epoch: 1 });
  });
});
