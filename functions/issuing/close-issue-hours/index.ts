import { makeDynamoIssueHours } from '../../../shared/adapters/aws/dynamo-issue-journal.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { journalOf, makeWritersClient, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeCloseIssueHours } from './close-issue-hours.ts';
import { makeCloseIssueHoursHandler } from './handler.ts';

const { regionName, registerTable } = readVariables(process.env, ['regionName', 'registerTable']);

/** On the clock. */
export const handler = whenWriting(
  process.env,
  makeCloseIssueHoursHandler(
    makeCloseIssueHours({
      clock: makeSystemClock(readClockOffset(process.env)),
      hours: makeDynamoIssueHours({
        client: makeWritersClient(process.env),
        table: registerTable,
        region: journalOf(process.env, regionName),
      }),
    }),
    jsonLog,
  ),
);
