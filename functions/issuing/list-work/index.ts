import { makeDynamoBulkJobs } from '../../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDueWorks } from '../../../shared/adapters/aws/dynamo-due-works.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoLicenceDrafts } from '../../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeHttpPublications } from '../../../shared/adapters/system/http-publications.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeListWorkHandler } from './handler.ts';
import { makeListWork } from './list-work.ts';

const { provinceUrl, shelfUrl, registerTable, ...tables } = readVariables(process.env, [
  'provinceUrl',
  'shelfUrl',
  'registerTable',
  'jobsTable',
  'sealsTable',
  'outletTable',
]);
const client = makeDynamoClient();
const clock = makeSystemClock(readClockOffset(process.env));
const shelf = makeHttpShelf({ clock, provinceUrl, shelfUrl });

/** `GET /v1/work-list` */
export const handler = makeHttpHandler(
  makeListWorkHandler(
    makeListWork({
      clock,
      drafts: makeDynamoLicenceDrafts({ client, table: registerTable }),
      jobs: makeDynamoBulkJobs({ client, table: tables.jobsTable }),
      seals: makeDynamoSeals({ client, table: tables.sealsTable }),
      works: makeDynamoDueWorks(makeHoldingTable({ client, table: tables.outletTable })),
      publications: makeHttpPublications({ shelf, provinceUrl }),
    }),
  ),
  { provinceUrl },
);
