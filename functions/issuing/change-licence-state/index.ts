import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { writingEpoch } from '../writing-epoch.ts';
import { makeChangeLicenceState } from './change-licence-state.ts';
import { makeChangeLicenceStateHandler } from './handler.ts';

const { provinceUrl, regionName, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'registerTable',
]);
const log = makeMeasuredLog(provinceUrl, 'change-licence-state');
const register = { client: makeDynamoClient(), table: registerTable };

const changeLicenceState = makeChangeLicenceState({
  clock: makeSystemClock(readClockOffset(process.env)),
  log,
  register: makeDynamoRegister({ ...register, region: regionName, epoch: writingEpoch }),
  reader: makeDynamoRegisterReader(register),
  records: makeDynamoIdempotencyRecords(register),
});

/** `POST /v1/licences/{id}/state-changes` */
export const handler = makeHttpHandler(makeChangeLicenceStateHandler(changeLicenceState), {
  maxBodyBytes: 16 * 1024,
  provinceUrl,
  log,
});
