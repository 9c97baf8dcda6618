import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoLicenceDrafts } from '../../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeListWorkHandler } from './handler.ts';
import { makeListWork } from './list-work.ts';

const { provinceUrl, registerTable, jobsTable, sealsTable } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'jobsTable',
  'sealsTable',
]);
const client = makeDynamoClient();

/** `GET /v1/work-list` */
export const handler = makeHttpHandler(
  makeListWorkHandler(
    makeListWork({
      clock: makeSystemClock(readClockOffset(process.env)),
      drafts: makeDynamoLicenceDrafts({ client, table: registerTable }),
      jobs: makeDynamoBulkJobs({ client, table: jobsTable }),
      seals: makeDynamoSeals({ client, table: sealsTable }),
    }),
  ),
  { provinceUrl },
);
