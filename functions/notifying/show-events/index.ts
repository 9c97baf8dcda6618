import { makeDynamoActCounts } from '../../../shared/adapters/aws/dynamo-act-counts.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectoryListing } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowEventsHandler } from './handler.ts';
import { makeShowCounts } from './show-counts.ts';
import { makeShowEvents } from './show-events.ts';
import { makeShowProvinceCounts } from './show-province-counts.ts';

const { provinceUrl, outletTable, directoryTable } = readVariables(process.env, [
  'provinceUrl',
  'outletTable',
  'directoryTable',
]);
const client = makeDynamoClient();
const table = makeHoldingTable({ client, table: outletTable });
const show = makeShowEvents({ provinceUrl, feed: makeDynamoEventFeed(table) });
const counts = makeDynamoActCounts(table);
const listing = makeDynamoDirectoryListing({ client, table: directoryTable });

/** `GET /v1/events`, `GET /v1/counts`, `GET /v1/province-counts` */
export const handler = makeHttpHandler(
  makeShowEventsHandler({
    show,
    showCounts: makeShowCounts({ counts }),
    showProvinceCounts: makeShowProvinceCounts({ counts, listing }),
  }),
  { provinceUrl },
);
