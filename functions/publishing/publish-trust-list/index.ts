import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoSheetRecords } from '../../../shared/adapters/aws/dynamo-sheet-records.ts';
import { makeDynamoShelfArchive } from '../../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeDynamoShelfVersions } from '../../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient, ownTurns, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeSignFile } from '../sign-file.ts';
import { makeTrustListHandler } from './handler.ts';
import { makePublishTrustList } from './publish-trust-list.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'provinceCode',
  'provinceName',
  'directoryTable',
  'sealsTable',
  'shelfTable',
  'shelfBucket',
  'listSignerKey',
]);
const log = makeMeasuredLog(config.provinceUrl);
const client = makeWritersClient(process.env);

export const handler = whenWriting(
  process.env,
  makeTrustListHandler(
    makePublishTrustList({
      clock: makeSystemClock(readClockOffset(process.env)),
      directory: makeDynamoDirectory({ client, table: config.directoryTable }),
      seals: makeDynamoSeals({ client, table: config.sealsTable }),
      records: makeDynamoSheetRecords({ client, table: config.shelfTable }),
      signFile: makeSignFile(makeKmsSigningKeys(makeKmsClient()), config.listSignerKey),
      shelf: makeS3Shelf({ client: makeS3Client(process.env), bucket: config.shelfBucket }),
      versions: makeDynamoShelfVersions({
        client,
        table: config.shelfTable,
        turns: ownTurns(process.env),
      }),
      archive: makeDynamoShelfArchive({ client, table: config.shelfTable }),
      provinceUrl: config.provinceUrl,
      province: { code: config.provinceCode, name: config.provinceName },
    }),
    log,
  ),
);
