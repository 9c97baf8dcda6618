import { makeDynamoComplaints } from '../../../shared/adapters/aws/dynamo-complaints.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeComplain } from './complain.ts';
import { makeComplainHandler } from './handler.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeWritersClient(process.env), table: holdingTable });

const complain = makeComplain({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  records: table.records,
  complaints: makeDynamoComplaints(table),
});

/** `POST /v1/me/uses/{id}/complaints` */
export const handler = makeHttpHandler(makeComplainHandler(complain), {
  maxBodyBytes: 8192,
  provinceUrl,
});
