import { makeDynamoActCounts } from '../../../shared/adapters/aws/dynamo-act-counts.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowEventsHandler } from './handler.ts';
import { makeShowCounts } from './show-counts.ts';
import { makeShowEvents } from './show-events.ts';

const { provinceUrl, outletTable } = readVariables(process.env, ['provinceUrl', 'outletTable']);
const table = makeHoldingTable({ client: makeDynamoClient(), table: outletTable });
const show = makeShowEvents({ provinceUrl, feed: makeDynamoEventFeed(table) });

const showCounts = makeShowCounts({ counts: makeDynamoActCounts(table) });

/** `GET /v1/events`, `GET /v1/counts` */
export const handler = makeHttpHandler(makeShowEventsHandler(show, showCounts), { provinceUrl });
