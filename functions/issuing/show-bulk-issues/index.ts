import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeS3Client, makeS3Signer } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore } from '../../../shared/adapters/aws/s3-file-store.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { tableWriter } from '../../../shared/adapters/tables/table-writer.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeBulkTemplate } from './bulk-template.ts';
import { makeShowBulkIssuesHandler } from './handler.ts';
import { makeShowBulkIssues } from './show-bulk-issues.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'jobsTable',
  'jobQueueUrl',
  'filesBucket',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();

const show = makeShowBulkIssues({
  clock,
  jobs: makeDynamoBulkJobs({ client, table: config.jobsTable }),
  files: makeS3FileStore({
    client: makeS3Client(process.env),
    signer: makeS3Signer(process.env, readFilesUrl(process.env)),
    bucket: config.filesBucket,
    clock,
  }),
  notices: makeSqsQueue({ client: makeSqsClient(), queueUrl: config.jobQueueUrl }),
});
const template = makeBulkTemplate({
  directory: makeDynamoDirectory({ client, table: config.directoryTable }),
  writer: tableWriter,
});

/** `GET /v1/bulk-issues…` and `GET /v1/licence-types/{code}/bulk-template` */
export const handler = makeHttpHandler(makeShowBulkIssuesHandler(show, template), {
  provinceUrl: config.provinceUrl,
});
