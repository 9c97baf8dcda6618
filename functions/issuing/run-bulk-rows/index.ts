import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoNumberSequences } from '../../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStatusPlaces } from '../../../shared/adapters/aws/dynamo-status-places.ts';
import { makeDynamoTurns } from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../../shared/adapters/aws/s3-job-files.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { makeItemValidator } from '../../../shared/adapters/system/item-validator.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readWritingRegions } from '../../../shared/config/writing-regions.ts';
import { makeRunBulkRowsHandler } from './handler.ts';
import { makeTakeTurn } from './take-turn.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'directoryTable',
  'sealsTable',
  'registerTable',
  'jobsTable',
  'jobQueueUrl',
  'turnQueueUrl',
  'filesBucket',
  'macKey',
]);
const { provinceUrl, regionName } = config;
const log = makeMeasuredLog(provinceUrl);
const writing = readWritingRegions(process.env, regionName);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const sqs = makeSqsClient();
const register = { client, table: config.registerTable };
const digests = makeKmsKeyedDigests({ client: makeKmsClient(), keyId: config.macKey });

const takeTurn = makeTakeTurn({
  provinceUrl,
  clock,
  random: systemRandom,
  log,
  directory: makeDynamoDirectory({ client, table: config.directoryTable }),
  seals: makeDynamoSeals({ client, table: config.sealsTable }),
  validator: makeItemValidator(),
  register: makeDynamoRegister({
    ...register,
    turns: makeDynamoTurns({ ...writing, clock }),
    journal: writing.regions[0],
  }),
  reader: makeDynamoRegisterReader(register),
  records: makeDynamoIdempotencyRecords(register),
  places: makeDynamoStatusPlaces({ ...register, region: regionName, digests, clock }),
  sequences: makeDynamoNumberSequences(register),
  digests,
  signatures: makeNodeSealSignatures(),
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
  jobs: makeDynamoBulkJobs({ client, table: config.jobsTable }),
  files: makeS3JobFiles({ client: makeS3Client(process.env), bucket: config.filesBucket }),
  notices: makeSqsQueue({ client: sqs, queueUrl: config.jobQueueUrl }),
  turns: makeSqsQueue({ client: sqs, queueUrl: config.turnQueueUrl }),
});

/** Notices that there are rows to be issued. */
export const handler = makeRunBulkRowsHandler(takeTurn, log);
