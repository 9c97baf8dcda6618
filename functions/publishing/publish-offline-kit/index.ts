import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
} from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoOfflineKitRecords } from '../../../shared/adapters/aws/dynamo-offline-kit-records.ts';
import { makeDynamoShelfVersions } from '../../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeS3ShelfListing } from '../../../shared/adapters/aws/s3-shelf-listing.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient, ownTurns, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeSignFile } from '../sign-file.ts';
import { makeOfflineKitHandler } from './handler.ts';
import { makePublishOfflineKit } from './publish-offline-kit.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'shelfTable',
  'shelfBucket',
  'listSignerKey',
]);
const log = makeMeasuredLog(config.provinceUrl);
const client = makeWritersClient(process.env);
const directoryTable = { client, table: config.directoryTable };
const shelfTable = { client, table: config.shelfTable };
const bucket = { client: makeS3Client(process.env), bucket: config.shelfBucket };

/** On the clock. */
export const handler = whenWriting(
  process.env,
  makeOfflineKitHandler(
    makePublishOfflineKit({
      clock: makeSystemClock(readClockOffset(process.env)),
      directory: makeDynamoDirectory(directoryTable),
      types: makeDynamoDirectoryListing(directoryTable),
      shelf: makeS3Shelf(bucket),
      listing: makeS3ShelfListing(bucket),
      versions: makeDynamoShelfVersions({ ...shelfTable, turns: ownTurns(process.env) }),
      records: makeDynamoOfflineKitRecords(shelfTable),
      signFile: makeSignFile(makeKmsSigningKeys(makeKmsClient()), config.listSignerKey),
      provinceUrl: config.provinceUrl,
    }),
    log,
  ),
);
