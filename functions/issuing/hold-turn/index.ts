import { setTimeout as pause } from 'node:timers/promises';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDoubledRequests } from '../../../shared/adapters/aws/dynamo-doubled-requests.ts';
import { makeDynamoMendMarks } from '../../../shared/adapters/aws/dynamo-mend-marks.ts';
import { makeDynamoRegisterMender } from '../../../shared/adapters/aws/dynamo-register-mender.ts';
import { makeDynamoWriterLease } from '../../../shared/adapters/aws/dynamo-writer-lease.ts';
import {
  makeHoldTurn,
  makeWritingTurns,
} from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeMendLicences } from '../mend-licences/mend-licences.ts';
import { makeHoldTurnHandler } from './handler.ts';
import { makeKeepTurn } from './hold-turn.ts';

const { regionName, registerTable, marksTable, leaseTable, leaseRegion } = readVariables(
  process.env,
  ['regionName', 'registerTable', 'marksTable', 'leaseTable', 'leaseRegion'],
);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const lease = makeDynamoWriterLease({
  client: makeDynamoClient({ region: leaseRegion }),
  table: leaseTable,
});
const ports = { lease, clock, region: regionName };

const keepTurn = makeKeepTurn({
  ...{ clock, pause },
  hold: makeHoldTurn(ports),
  mending: makeMendLicences({
    ...{ clock, turns: makeWritingTurns(ports) },
    mender: makeDynamoRegisterMender({ client, table: registerTable }),
    marks: makeDynamoMendMarks({ client, table: marksTable }),
    doubled: makeDynamoDoubledRequests({ client, table: registerTable, clock }),
    log: jsonLog,
  }),
});

/** On the clock. */
export const handler = makeHoldTurnHandler(keepTurn, jsonLog);
