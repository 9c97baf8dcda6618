import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoProposalMaker,
  makeDynamoProposals,
} from '../../../shared/adapters/aws/dynamo-directory-proposals.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeProposeChangeHandler } from './handler.ts';
import { makeProposeChange } from './propose-change.ts';

const { provinceUrl, directoryTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const directory = { client: makeWritersClient(process.env), table: directoryTable };

const proposeChange = makeProposeChange({
  directory: makeDynamoDirectory(directory),
  proposals: makeDynamoProposals(directory),
  maker: makeDynamoProposalMaker({ ...directory, clock }),
  clock,
  random: systemRandom,
});

/** Every POST and PUT that asks for a change of the directory. */
export const handler = makeProposeChangeHandler(proposeChange, { provinceUrl });
