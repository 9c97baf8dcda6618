import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbEngine } from '../../local/engines/dynamodb.ts';
import { findFreePort } from '../../local/engines/free-port.ts';
import { openObjectsAndQueues } from '../../local/engines/open-objects-and-queues.ts';
import { startKmsEngine } from '../../local/kms/start-kms-engine.ts';

/** An engine that a test can ask for. */
export type EngineName = 'dynamodb' | 'kms' | 'objectsAndQueues';

/** Which engines a test wants. */
export type WantedEngines = { readonly [name in EngineName]?: true };

interface TestEngine {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Running engines over one temporary directory, which goes when they are closed. */
export interface TestEngines<Wanted extends WantedEngines> {
  readonly endpoints: { readonly [Name in keyof Wanted]: string };
  readonly directory: string;
  close(): Promise<void>;
}

async function startDynamoDb(directory: string): Promise<TestEngine> {
  const start = async () =>
    startDynamoDbEngine({
      dataFile: join(directory, 'dynamodb.sqlite'),
      port: await findFreePort(),
    });
  return start().catch(start);
}

const starters: Readonly<Record<EngineName, (directory: string) => Promise<TestEngine>>> = {
  dynamodb: startDynamoDb,
  kms: (directory) => startKmsEngine({ dataDirectory: join(directory, 'kms'), port: 0 }),
  objectsAndQueues: (directory) =>
    openObjectsAndQueues({ dataDirectory: join(directory, 'objects-and-queues'), port: 0 }),
};

/** Starts engines for one test file, on free ports of loopback; nothing global is set. */
export async function startTestEngines<Wanted extends WantedEngines>(
  wanted: Wanted,
): Promise<TestEngines<Wanted>> {
  const directory = await mkdtemp(join(tmpdir(), 'yinzheng-'));
  const names = Object.keys(wanted) as EngineName[];
  const engines = await Promise.all(names.map((name) => starters[name](directory)));
  return {
    endpoints: Object.fromEntries(
      names.map((name, index) => [name, engines[index]?.endpoint]),
    ) as TestEngines<Wanted>['endpoints'],
    directory,
    close: async () => {
      await Promise.all(engines.map((engine) => engine.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
