import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStaleReservations } from '../../../shared/adapters/aws/dynamo-stale-reservations.ts';
import { makeDynamoTurns } from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readWritingRegions } from '../../../shared/config/writing-regions.ts';
import { makeSweepReservationsHandler } from './handler.ts';
import { makeSweepReservations } from './sweep-reservations.ts';

const { provinceUrl, regionName, sealsTable, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'regionName',
  'sealsTable',
  'registerTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const writing = readWritingRegions(process.env, regionName);
const log = makeMeasuredLog(provinceUrl);
const client = makeDynamoClient();
const register = { client, table: registerTable };

const sweepReservations = makeSweepReservations({
  provinceUrl,
  clock,
  log,
  register: makeDynamoRegister({
    ...register,
    turns: makeDynamoTurns({ ...writing, clock }),
    journal: writing.regions[0],
  }),
  reader: makeDynamoRegisterReader(register),
  records: makeDynamoIdempotencyRecords(register),
  stale: makeDynamoStaleReservations({ ...register, regions: writing.regions }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  signatures: makeNodeSealSignatures(),
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
});

/** On the clock. */
export const handler = makeSweepReservationsHandler(sweepReservations, log);
