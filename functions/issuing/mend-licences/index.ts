import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDoubledRequests } from '../../../shared/adapters/aws/dynamo-doubled-requests.ts';
import { makeDynamoLateDigests } from '../../../shared/adapters/aws/dynamo-issue-journal.ts';
import { makeDynamoMendMarks } from '../../../shared/adapters/aws/dynamo-mend-marks.ts';
import { makeDynamoRegisterMender } from '../../../shared/adapters/aws/dynamo-register-mender.ts';
import { makeDynamoTurns } from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readWritingRegions } from '../../../shared/config/writing-regions.ts';
import { makeEnterLateDigest } from './enter-late-digest.ts';
import { makeMendLicencesHandler } from './handler.ts';
import { makeMendLicences } from './mend-licences.ts';

const { regionName, registerTable, marksTable } = readVariables(process.env, [
  'regionName',
  'registerTable',
  'marksTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();

const regions = readWritingRegions(process.env, regionName);
const turns = makeDynamoTurns({ ...regions, clock });

const mending = makeMendLicences({
  ...{ clock, turns, log: jsonLog },
  mender: makeDynamoRegisterMender({ client, table: registerTable }),
  marks: makeDynamoMendMarks({ client, table: marksTable }),
  doubled: makeDynamoDoubledRequests({ client, table: registerTable, clock }),
});
const [journal] = regions.regions;
const enterLateDigest = makeEnterLateDigest({
  ...{ turns, log: jsonLog },
  late: makeDynamoLateDigests({ client, table: registerTable, region: journal }),
});

/** Follows the register's stream, in every Region of a province that has several. */
export const handler = makeMendLicencesHandler(
  { arrived: mending.arrived, enterLateDigest },
  jsonLog,
);
