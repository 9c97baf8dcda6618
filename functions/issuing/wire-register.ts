import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeMeasuredLog } from '../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../shared/config/variables.ts';
import { readWritingRegions } from '../../shared/config/writing-regions.ts';
import { makeWritersClient, ownTurns } from '../../shared/wiring/writing.ts';

/** What a function was given to start with. */
export type Environment = Readonly<Record<string, string | undefined>>;
export type MeasuredOperation = Parameters<typeof makeMeasuredLog>[1];

/**
 * What every function that writes licences stands on: clock, log, and the register, written while it is
 * this Region's turn.
 * @param operation whose refusals and successes the log counts, where they are counted
 * @throws Error naming every missing variable
 */
export function wireRegister(environment: Environment, operation?: MeasuredOperation) {
  const { provinceUrl, regionName, registerTable } = readVariables(environment, [
    'provinceUrl',
    'regionName',
    'registerTable',
  ]);
  const writing = readWritingRegions(environment, regionName);
  const clock = makeSystemClock(readClockOffset(environment));
  const client = makeWritersClient(environment);
  const table = { client, table: registerTable };
  const turns = ownTurns(environment);
  const [journal] = writing.regions;
  const ports = {
    provinceUrl,
    clock,
    log: makeMeasuredLog(provinceUrl, operation),
    register: makeDynamoRegister({ ...table, turns, journal }),
    reader: makeDynamoRegisterReader(table),
    records: makeDynamoIdempotencyRecords(table),
  };
  return { table, writing, ports };
}
