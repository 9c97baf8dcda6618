import { afterAll, beforeAll, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoEventFeed } from '../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import type { ServiceEvent } from '../../shared/domain/event.ts';
import { shenyang } from '../build/callers.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startTestEngines<{ dynamodb: true }>>>;
beforeAll(async () => {
  engines = await startTestEngines({ dynamodb: true });
});
afterAll(() => engines?.close());

const toEvent = (id: string) =>
  ({
    ...{ id, type: 'licence.issued', subject: 'licence-1', at: Date.UTC(2026, 10, 28) },
    ...{ department: shenyang, data: {} },
  }) as unknown as ServiceEvent;

it('a Region that takes over gives no position that the other may have given, whatever of it has arrived', async () => {
  const client = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  await createTables(client, [{ name: 'outlet' }]);
  const table = makeHoldingTable({ client, table: 'outlet' });
  const feedOf = (region: string, epoch: number) =>
    makeDynamoEventFeed(table, alwaysWriting({ region, epoch }));
  // what the first Region gave after this was not copied
  await feedOf('north', 1).record([toEvent('one'), toEvent('two')]);
  const south = feedOf('south', 2);
  await Promise.all([south.record([toEvent('three')]), south.record([toEvent('four')])]);
  await south.record([toEvent('two'), toEvent('five')]);
  const read = await south.read(shenyang, { after: 0, limit: 10 });
  expect(read.map(({ position }) => position)).toEqual([
    ...[1, 2, 1_000_000_001, 1_000_000_002, 1_000_000_003],
  ]);
  expect(read.map(({ event }) => event.id).toSorted()).toEqual(
    ['one', 'two', 'three', 'four', 'five'].toSorted(),
  );
  expect(await south.newest(shenyang)).toBe(1_000_000_003);
});
