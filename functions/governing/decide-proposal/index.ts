import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoGrantRevisions,
  makeDynamoProposalDecider,
  makeDynamoProposals,
} from '../../../shared/adapters/aws/dynamo-directory-proposals.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeDecideProposal } from './decide-proposal.ts';
import { makeDecideProposalHandler } from './handler.ts';

const { provinceUrl, directoryTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
]);
const directory = { client: makeWritersClient(process.env), table: directoryTable };

const decideProposal = makeDecideProposal({
  directory: makeDynamoDirectory(directory),
  proposals: makeDynamoProposals(directory),
  decider: makeDynamoProposalDecider(directory),
  grants: makeDynamoGrantRevisions(directory),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `POST /v1/proposals/{id}/confirmations` and `/rejections`. */
export const handler = makeDecideProposalHandler(decideProposal, { provinceUrl });
