import { makeDynamoAuthorisations } from '../../../shared/adapters/aws/dynamo-authorisations.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowAuthorisationsHandler } from './handler.ts';
import { makeShowAuthorisations } from './show-authorisations.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeDynamoClient(), table: holdingTable });

const showAuthorisations = makeShowAuthorisations({
  authorisations: makeDynamoAuthorisations(table),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `GET /v1/me/authorisations`, `GET /v1/me/authorisations/{id}` */
export const handler = makeHttpHandler(makeShowAuthorisationsHandler(showAuthorisations), {
  provinceUrl,
});
