import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoRequestCounts } from '../../shared/adapters/aws/dynamo-request-counts.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
beforeAll(async () => {
  zones = await startZones();
});
afterAll(() => zones.close());

const open = () => makeDynamoRequestCounts({ client: zones.dynamo, table: zones.tables.admission });
const client = 'client-a' as ClientId;
const window = 1_795_316_640_000 as Moment;

describe('counts of requests', () => {
  it('add up, for each client and each window by itself', async () => {
    const { add } = open();
    expect(await add(client, window, 3)).toBe(3);
    expect(await open().add(client, window, 100)).toBe(103);
    expect(await add('client-b' as ClientId, window, 1)).toBe(1);
    expect(await add(client, (window + 60_000) as Moment, 1)).toBe(1);
  });

  it('lose none of many that come at once', async () => {
    const later = (window + 120_000) as Moment;
    const sums = await Promise.all(Array.from({ length: 30 }, () => open().add(client, later, 2)));
    expect([...sums].sort((one, other) => one - other)).toEqual(
      Array.from({ length: 30 }, (_, at) => 2 * (at + 1)),
    );
  });

  it('are marked for deletion, an hour after their window', async () => {
    await open().add(client, window, 1);
    const Key = { pk: { S: `quota#${client}` }, sk: { S: String(window) } };
    const read = new GetItemCommand({ TableName: zones.tables.admission, Key });
    const { Item } = await zones.dynamo.send(read);
    expect(Item?.['deleteAfterSeconds']?.N).toBe(String(window / 1000 + 3600));
  });
});
