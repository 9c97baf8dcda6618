import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3JobFiles } from '../../../shared/adapters/aws/s3-job-files.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { wireIssuing } from '../wire-issuing.ts';
import { makeRunBulkRowsHandler } from './handler.ts';
import { makeTakeTurn } from './take-turn.ts';

const { jobsTable, jobQueueUrl, turnQueueUrl, filesBucket } = readVariables(process.env, [
  'jobsTable',
  'jobQueueUrl',
  'turnQueueUrl',
  'filesBucket',
]);
const { table, ports } = wireIssuing(process.env);
const sqs = makeSqsClient();

const takeTurn = makeTakeTurn({
  ...ports,
  jobs: makeDynamoBulkJobs({ client: table.client, table: jobsTable }),
  files: makeS3JobFiles({ client: makeS3Client(process.env), bucket: filesBucket }),
  notices: makeSqsQueue({ client: sqs, queueUrl: jobQueueUrl }),
  turns: makeSqsQueue({ client: sqs, queueUrl: turnQueueUrl }),
});

/** Notices that there are rows to be issued. */
export const handler = makeRunBulkRowsHandler(takeTurn, ports.log);
