import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievalRequests } from '../../../shared/adapters/aws/dynamo-retrieval-requests.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeDecideRequest } from './decide-request.ts';
import { makeDecideRequestHandler } from './handler.ts';

const { provinceUrl, registerTable, holdingTable } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'holdingTable',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: holdingTable });

const decideRequest = makeDecideRequest({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  records: table.records,
  licences: makeDynamoHolderLicences({ client, table: registerTable }),
  requests: makeDynamoRetrievalRequests(table),
});

/** `GET /v1/me/retrieval-requests/{id}`, `POST …/approvals`, `POST …/declines` */
export const handler = makeHttpHandler(makeDecideRequestHandler(decideRequest), {
  maxBodyBytes: 128 * 1024,
  provinceUrl,
});
