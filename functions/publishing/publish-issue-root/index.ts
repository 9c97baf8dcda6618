import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoIssueJournal } from '../../../shared/adapters/aws/dynamo-issue-journal.ts';
import {
  makeDynamoIssueRootRecords,
  makeIssueRootRecordsOfBoth,
} from '../../../shared/adapters/aws/dynamo-issue-root-records.ts';
import { makeDynamoShelfVersions } from '../../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import {
  countedOnce,
  journalOf,
  makeWritersClient,
  ownTurns,
  whenWriting,
} from '../../../shared/wiring/writing.ts';
import { makeSignFile } from '../sign-file.ts';
import { makeIssueRootHandler } from './handler.ts';
import { makePublishIssueRoots } from './publish-issue-root.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'directoryTable',
  'registerTable',
  'shelfTable',
  'shelfBucket',
  'listSignerKey',
]);
const log = makeMeasuredLog(config.provinceUrl);
const client = makeWritersClient(process.env);
const { registerTable, regionName, shelfTable } = config;
const records = makeDynamoIssueRootRecords({ client, table: shelfTable });
const once = countedOnce(process.env);

/** On the clock. */
export const handler = whenWriting(
  process.env,
  makeIssueRootHandler(
    makePublishIssueRoots({
      clock: makeSystemClock(readClockOffset(process.env)),
      directory: makeDynamoDirectory({ client, table: config.directoryTable }),
      journal: makeDynamoIssueJournal({
        client,
        table: registerTable,
        region: journalOf(process.env, regionName),
      }),
      records: once
        ? makeIssueRootRecordsOfBoth(records, makeDynamoIssueRootRecords(once))
        : records,
      signFile: makeSignFile(makeKmsSigningKeys(makeKmsClient()), config.listSignerKey),
      shelf: makeS3Shelf({ client: makeS3Client(process.env), bucket: config.shelfBucket }),
      versions: makeDynamoShelfVersions({
        client,
        table: shelfTable,
        turns: ownTurns(process.env),
      }),
      log,
      provinceUrl: config.provinceUrl,
    }),
    log,
  ),
);
