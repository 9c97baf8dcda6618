import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoIdempotencyRecords } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoUploads } from '../../../shared/adapters/aws/dynamo-uploads.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeChangeBulkIssue } from './change-bulk-issue.ts';
import { makeTakeBulkIssuesHandler } from './handler.ts';
import { makeTakeBulkIssue } from './take-bulk-issue.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'sealsTable',
  'registerTable',
  'jobsTable',
  'jobQueueUrl',
  'turnQueueUrl',
]);
const client = makeDynamoClient();
const sqs = makeSqsClient();
const jobsTable = { client, table: config.jobsTable };

const ports = {
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  log: jsonLog,
  directory: makeDynamoDirectory({ client, table: config.directoryTable }),
  seals: makeDynamoSeals({ client, table: config.sealsTable }),
  uploads: makeDynamoUploads({ client, table: config.registerTable }),
  jobs: makeDynamoBulkJobs(jobsTable),
  records: makeDynamoIdempotencyRecords(jobsTable),
  notices: makeSqsQueue({ client: sqs, queueUrl: config.jobQueueUrl }),
  turns: makeSqsQueue({ client: sqs, queueUrl: config.turnQueueUrl }),
};

/** `POST /v1/bulk-issues` and `POST /v1/bulk-issues/{id}/state-changes` */
export const handler = makeHttpHandler(
  makeTakeBulkIssuesHandler(makeTakeBulkIssue(ports), makeChangeBulkIssue(ports)),
  { maxBodyBytes: 16 * 1024, provinceUrl: config.provinceUrl },
);
