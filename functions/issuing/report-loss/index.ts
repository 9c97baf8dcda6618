import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoTurns } from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readWritingRegions } from '../../../shared/config/writing-regions.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeReportLossHandler } from './handler.ts';
import { makeReportLoss } from './report-loss.ts';

const { provinceUrl, regionName, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'registerTable',
]);
const writing = readWritingRegions(process.env, regionName);
const log = makeMeasuredLog(provinceUrl);
const clock = makeSystemClock(readClockOffset(process.env));
const register = { client: makeDynamoClient(), table: registerTable };

const reportLoss = makeReportLoss({
  clock,
  log,
  register: makeDynamoRegister({
    ...register,
    turns: makeDynamoTurns({ ...writing, clock }),
    journal: writing.regions[0],
  }),
  reader: makeDynamoRegisterReader(register),
  licences: makeDynamoHolderLicences(register),
  records: makeDynamoIdempotencyRecords(register),
});

/** `POST /v1/me/licences/{id}/loss-reports`, `POST /v1/me/licences/{id}/found-reports` */
export const handler = makeHttpHandler(makeReportLossHandler(reportLoss, clock), {
  maxBodyBytes: 4096,
  provinceUrl,
  log,
});
