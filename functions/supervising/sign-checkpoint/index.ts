import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../../shared/adapters/aws/dynamo-trail.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeSignCheckpointHandler } from './handler.ts';
import { makeSignCheckpoint } from './sign-checkpoint.ts';

const { provinceUrl, trailTable, trailSignerKey } = readVariables(process.env, [
  'provinceUrl',
  'trailTable',
  'trailSignerKey',
]);
const client = makeWritersClient(process.env);

/** Once a minute. */
export const handler = makeSignCheckpointHandler(
  makeSignCheckpoint({
    provinceUrl,
    clock: makeSystemClock(readClockOffset(process.env)),
    trail: makeDynamoTrail(makeHoldingTable({ client, table: trailTable })),
    keys: makeKmsSigningKeys(makeKmsClient()),
    keyId: trailSignerKey,
  }),
  jsonLog,
);
