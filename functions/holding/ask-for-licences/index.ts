import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievalRequests } from '../../../shared/adapters/aws/dynamo-retrieval-requests.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { systemPause } from '../../../shared/adapters/system/system-pause.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeAskForLicences } from './ask-for-licences.ts';
import { makeAskForLicencesHandler } from './handler.ts';

const { provinceUrl, directoryTable, holdingTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'holdingTable',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: holdingTable });

const askForLicences = makeAskForLicences({
  provinceUrl,
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  pause: systemPause,
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  records: table.records,
  requests: makeDynamoRetrievalRequests(table),
});

/** `POST /v1/retrieval-requests`, `GET /v1/retrieval-requests/{id}` */
export const handler = makeHttpHandler(makeAskForLicencesHandler(askForLicences), {
  maxBodyBytes: 64 * 1024,
  provinceUrl,
});
