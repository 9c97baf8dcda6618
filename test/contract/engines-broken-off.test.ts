import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { startDynamoDbEngine } from '../../local/engines/dynamodb.ts';
import { findFreePort } from '../../local/engines/free-port.ts';

const directory = mkdtempSync(join(tmpdir(), 'yinzheng-broken-off-'));
const dataFile = join(directory, 'dynamodb.sqlite');
const definitions = [{ name: 'register' }, { name: 'shelf' }] as const;
const Key = { pk: { S: 'licence' }, sk: { S: 'head' } };

afterEach(() => rmSync(directory, { recursive: true }));

/** Everything that an engine's life is used for, then its end. */
async function withEngine(use: (client: DynamoDBClient) => Promise<void>): Promise<void> {
  const engine = await startDynamoDbEngine({ dataFile, port: await findFreePort() });
  const client = new DynamoDBClient(localClientConfig(engine.endpoint));
  try {
    await createTables(client, definitions);
    await use(client);
  } finally {
    client.destroy();
    await engine.close();
  }
}

/** What is left when the engine is killed after it has noted a table and before it has made it. */
function breakOff(table: string): void {
  const database = new DatabaseSync(dataFile);
  database.exec(`DROP TABLE "${table}"`);
  database.close();
}

it('a table whose making was broken off is made, and the others keep what they hold', async () => {
  await withEngine(async (client) => {
    await client.send(new PutItemCommand({ TableName: 'register', Item: Key }));
  });
  breakOff('shelf');
  await withEngine(async (client) => {
    await client.send(new PutItemCommand({ TableName: 'shelf', Item: Key }));
    for (const TableName of ['register', 'shelf']) {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
      expect(Item).toEqual(Key);
    }
  });
});
