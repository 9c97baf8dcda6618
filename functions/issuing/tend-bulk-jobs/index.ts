import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoRegisterReader } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../../shared/adapters/aws/s3-job-files.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { makeItemValidator } from '../../../shared/adapters/system/item-validator.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { inSteadyHeap } from '../../../shared/adapters/system/steady-heap.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { tableReader } from '../../../shared/adapters/tables/table-reader.ts';
import { tableWriter } from '../../../shared/adapters/tables/table-writer.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeCheckBulkFile } from './check-bulk-file.ts';
import { makeComposeResult } from './compose-result.ts';
import { makeTendBulkJobsHandler } from './handler.ts';
import { makeTendJobs } from './tend-jobs.ts';

const config = readVariables(process.env, [
  'directoryTable',
  'sealsTable',
  'registerTable',
  'jobsTable',
  'jobQueueUrl',
  'turnQueueUrl',
  'filesBucket',
  'macKey',
]);
const client = makeDynamoClient();
const sqs = makeSqsClient();

const ports = {
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  log: jsonLog,
  directory: makeDynamoDirectory({ client, table: config.directoryTable }),
  seals: makeDynamoSeals({ client, table: config.sealsTable }),
  jobs: makeDynamoBulkJobs({ client, table: config.jobsTable }),
  files: makeS3JobFiles({ client: makeS3Client(process.env), bucket: config.filesBucket }),
  reader: tableReader,
  licences: makeDynamoRegisterReader({ client, table: config.registerTable }),
  writer: tableWriter,
  validator: makeItemValidator(),
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: config.macKey }),
  notices: makeSqsQueue({ client: sqs, queueUrl: config.jobQueueUrl }),
  turns: makeSqsQueue({ client: sqs, queueUrl: config.turnQueueUrl }),
};

/** Notices of jobs, and the clock. */
export const handler = makeTendBulkJobsHandler({
  check: inSteadyHeap(makeCheckBulkFile(ports)),
  compose: inSteadyHeap(makeComposeResult(ports)),
  tend: makeTendJobs(ports),
  log: ports.log,
});
