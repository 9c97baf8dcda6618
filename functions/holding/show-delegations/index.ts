import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDelegations } from '../../../shared/adapters/aws/dynamo-delegations.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowDelegationsHandler } from './handler.ts';
import { makeShowDelegations } from './show-delegations.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeDynamoClient(), table: holdingTable });

const showDelegations = makeShowDelegations({
  delegations: makeDynamoDelegations(table),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `GET /v1/me/delegations`, `GET /v1/me/delegations/{id}` */
export const handler = makeHttpHandler(makeShowDelegationsHandler(showDelegations), {
  provinceUrl,
});
