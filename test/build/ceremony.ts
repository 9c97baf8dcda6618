import type { KMSClient } from '@aws-sdk/client-kms';
import type { CeremonyPorts } from '../../functions/governing/hold-ceremony/ceremony-ports.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeKmsCeremonyKeys } from '../../shared/adapters/aws/kms-ceremony-keys.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { makeTestClock } from './callers.ts';
import { startTestEngines } from './engines.ts';

type Dynamo = ReturnType<typeof makeDynamoClient>;

/** KMS and DynamoDB of a province before its ceremony. */
export async function startCeremonyPlace() {
  const engines = await startTestEngines({ dynamodb: true, kms: true });
  const clock = makeTestClock();
  const config = localClientConfig(engines.endpoints.dynamodb);
  const openDynamo = () => makeDynamoClient(config);
  const openKms = () =>
    makeKmsClient({ ...localClientConfig(engines.endpoints.kms), maxAttempts: 1 });
  let places = 0;
  return {
    engines,
    clock,
    openDynamo,
    openKms,
    /** Another KMS, without any key. */
    startKms: async () => {
      const { endpoints, close } = await startTestEngines({ kms: true });
      const open = () => makeKmsClient({ ...localClientConfig(endpoints.kms), maxAttempts: 1 });
      return { open, close };
    },
    /** A directory of its own; the keys are the engine's. */
    makeTable: async () => {
      places += 1;
      const name = `directory-${places}`;
      await createTables(openDynamo(), [{ name }]);
      return name;
    },
    makePorts: (table: string, kms: KMSClient = openKms(), dynamo: Dynamo = openDynamo()) => {
      const options = { client: dynamo, table };
      return {
        keys: makeKmsCeremonyKeys(kms),
        directory: makeDynamoDirectory(options),
        bootstrap: makeDynamoDirectoryBootstrap(options),
        primitives: makeNodePrimitives(),
        clock,
      } satisfies CeremonyPorts;
    },
    close: engines.close,
  };
}

/** Who is there in tests. */
export const ceremonyOptions = {
  provinceName: '辽宁省',
  sample: true,
  present: [
    { role: 'key-officer', initials: 'LX' },
    { role: 'witness', initials: 'WM' },
  ],
} as const;
