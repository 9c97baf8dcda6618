import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../../shared/adapters/aws/dynamo-trail.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeSignCheckpointHandler } from './handler.ts';
import { makeSignCheckpoint } from './sign-checkpoint.ts';

const { provinceUrl, directoryTable, trailTable, trailSignerKey } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'trailTable',
  'trailSignerKey',
]);
const client = makeDynamoClient();

/** Once a minute. */
export const handler = makeSignCheckpointHandler(
  makeSignCheckpoint({
    provinceUrl,
    clock: makeSystemClock(readClockOffset(process.env)),
    trail: makeDynamoTrail(makeHoldingTable({ client, table: trailTable })),
    directory: makeDynamoDirectory({ client, table: directoryTable }),
    keys: makeKmsSigningKeys(makeKmsClient()),
    keyId: trailSignerKey,
  }),
  makeMeasuredLog(provinceUrl),
);
