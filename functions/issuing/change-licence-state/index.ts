import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
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
import { makeChangeLicenceState } from './change-licence-state.ts';
import { makeChangeLicenceStateHandler } from './handler.ts';

const { provinceUrl, regionName, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'registerTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const writing = readWritingRegions(process.env, regionName);
const log = makeMeasuredLog(provinceUrl, 'change-licence-state');
const register = { client: makeDynamoClient(), table: registerTable };

const changeLicenceState = makeChangeLicenceState({
  clock,
  log,
  register: makeDynamoRegister({
    ...register,
    turns: makeDynamoTurns({ ...writing, clock }),
    journal: writing.regions[0],
  }),
  reader: makeDynamoRegisterReader(register),
  records: makeDynamoIdempotencyRecords(register),
});

/** `POST /v1/licences/{id}/state-changes` */
export const handler = makeHttpHandler(makeChangeLicenceStateHandler(changeLicenceState), {
  maxBodyBytes: 16 * 1024,
  provinceUrl,
  log,
});
