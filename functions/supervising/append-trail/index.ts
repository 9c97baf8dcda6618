import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoTrail } from '../../../shared/adapters/aws/dynamo-trail.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeAppendTrail } from './append-trail.ts';
import { makeAppendTrailHandler } from './handler.ts';

const { trailTable } = readVariables(process.env, ['trailTable']);
const client = makeDynamoClient();

export const handler = makeAppendTrailHandler(
  makeAppendTrail({
    clock: makeSystemClock(readClockOffset(process.env)),
    log: jsonLog,
    trail: makeDynamoTrail(makeHoldingTable({ client, table: trailTable })),
  }),
  jsonLog,
);
