import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../../shared/adapters/aws/dynamo-trail.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeAppendTrail } from './append-trail.ts';
import { makeAppendTrailHandler } from './handler.ts';

const { trailTable } = readVariables(process.env, ['trailTable']);
// out of turn it is refused, and the notice comes again
const client = makeWritersClient(process.env);

export const handler = makeAppendTrailHandler(
  makeAppendTrail({
    clock: makeSystemClock(readClockOffset(process.env)),
    log: jsonLog,
    trail: makeDynamoTrail(makeHoldingTable({ client, table: trailTable })),
  }),
  jsonLog,
);
