import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoShelfArchive } from '../../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeDynamoShelfVersions } from '../../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeDynamoStatusEntries } from '../../../shared/adapters/aws/dynamo-status-entries.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeLateSqsQueue } from '../../../shared/adapters/aws/late-sqs-queue.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient, ownTurns, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeSignFile } from '../sign-file.ts';
import { makeStatusListHandler } from './handler.ts';
import { makePublishStatusList } from './publish-status-list.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'registerTable',
  'shelfTable',
  'shelfBucket',
  'statusSignerKey',
  'statusQueueUrl',
]);
const log = makeMeasuredLog(config.provinceUrl);
const client = makeWritersClient(process.env);
const statusEntries = makeDynamoStatusEntries({ client, table: config.registerTable });

export const handler = whenWriting(
  process.env,
  makeStatusListHandler({
    publish: makePublishStatusList({
      clock: makeSystemClock(readClockOffset(process.env)),
      directory: makeDynamoDirectory({ client, table: config.directoryTable }),
      statusEntries,
      signFile: makeSignFile(makeKmsSigningKeys(makeKmsClient()), config.statusSignerKey),
      shelf: makeS3Shelf({ client: makeS3Client(process.env), bucket: config.shelfBucket }),
      versions: makeDynamoShelfVersions({
        client,
        table: config.shelfTable,
        turns: ownTurns(process.env),
      }),
      archive: makeDynamoShelfArchive({ client, table: config.shelfTable }),
      provinceUrl: config.provinceUrl,
    }),
    statusEntries,
    queue: makeLateSqsQueue(config.statusQueueUrl),
    log,
  }),
);
