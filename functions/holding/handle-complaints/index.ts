import { makeDynamoComplaints } from '../../../shared/adapters/aws/dynamo-complaints.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeHandleComplaints } from './handle-complaints.ts';
import { makeHandleComplaintsHandler } from './handler.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeWritersClient(process.env), table: holdingTable });

const handleComplaints = makeHandleComplaints({
  clock: makeSystemClock(readClockOffset(process.env)),
  records: table.records,
  complaints: makeDynamoComplaints(table),
});

/** `GET /v1/complaints`, `POST /v1/complaints/{id}/answers` */
export const handler = makeHttpHandler(makeHandleComplaintsHandler(handleComplaints), {
  maxBodyBytes: 8192,
  provinceUrl,
});
