import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { fence } from '../../shared/adapters/aws/fence.ts';
import { isOwnTurn, type WritingTurns } from '../../shared/ports/writer-lease.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startTestEngines>>;
beforeAll(async () => {
  engines = await startTestEngines({ dynamodb: true });
  await createTables(plain(), [{ name: 'table' }]);
});
afterAll(() => engines.close());

const plain = () => makeDynamoClient(localClientConfig(engines.endpoints.dynamodb ?? ''));
const theirs: WritingTurns = {
  current: () =>
    Promise.reject(new Problem('service-unavailable', { reason: 'region-not-writing' })),
};
const ours: WritingTurns = { current: async () => ({ region: 'north', epoch: 1 }) };
const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const get = () => new GetItemCommand({ TableName: 'table', Key, ConsistentRead: true });
const put = () => new PutItemCommand({ TableName: 'table', Item: Key });

describe('the client of functions that write', () => {
  it('writes nothing in the other Region’s turn, and reads', async () => {
    const client = fence(plain(), theirs);
    await expect(client.send(put())).rejects.toMatchObject({ code: 'service-unavailable' });
    expect((await client.send(get())).Item).toBeUndefined();
    expect(await isOwnTurn(theirs)).toBe(false);
  });

  it('writes in its own Region’s turn', async () => {
    await fence(plain(), ours).send(put());
    expect((await plain().send(get())).Item).toEqual(Key);
    expect(await isOwnTurn(ours)).toBe(true);
  });

  it('takes a bug for no turn', async () => {
    const broken: WritingTurns = { current: () => Promise.reject(new Error('a bug')) };
    await expect(isOwnTurn(broken)).rejects.toThrow('a bug');
  });
});
