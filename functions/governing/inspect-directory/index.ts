import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryHistory } from '../../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoProposals } from '../../../shared/adapters/aws/dynamo-directory-proposals.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeInspectDirectoryHandler } from './handler.ts';
import { makeInspectDirectory } from './inspect-directory.ts';

const { provinceUrl, directoryTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
]);
const directory = { client: makeDynamoClient(), table: directoryTable };

const inspectDirectory = makeInspectDirectory({
  directory: makeDynamoDirectory(directory),
  proposals: makeDynamoProposals(directory),
  history: makeDynamoDirectoryHistory(directory),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `GET /v1/proposals…`, `GET /v1/clients/{id}`, and the histories. */
export const handler = makeInspectDirectoryHandler(inspectDirectory, { provinceUrl });
