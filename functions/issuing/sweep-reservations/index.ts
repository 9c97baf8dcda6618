import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStaleReservations } from '../../../shared/adapters/aws/dynamo-stale-reservations.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { writingEpoch } from '../writing-epoch.ts';
import { makeSweepReservationsHandler } from './handler.ts';
import { makeSweepReservations } from './sweep-reservations.ts';

const { provinceUrl, regionName, sealsTable, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'sealsTable',
  'registerTable',
]);
const log = makeMeasuredLog(provinceUrl);
const client = makeDynamoClient();
const register = { client, table: registerTable };

const sweepReservations = makeSweepReservations({
  provinceUrl,
  clock: makeSystemClock(readClockOffset(process.env)),
  log,
  register: makeDynamoRegister({ ...register, region: regionName, epoch: writingEpoch }),
  reader: makeDynamoRegisterReader(register),
  records: makeDynamoIdempotencyRecords(register),
  stale: makeDynamoStaleReservations({ ...register, region: regionName }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  signatures: makeNodeSealSignatures(),
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
});

/** On the clock. */
export const handler = makeSweepReservationsHandler(sweepReservations, log);
