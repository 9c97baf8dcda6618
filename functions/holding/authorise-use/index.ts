import { makeDynamoAuthorisationWriter } from '../../../shared/adapters/aws/dynamo-authorisations.ts';
import { makeDynamoDelegations } from '../../../shared/adapters/aws/dynamo-delegations.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeAuthoriseUse } from './authorise-use.ts';
import { makeAuthoriseUseHandler } from './handler.ts';

const { provinceUrl, registerTable, directoryTable, holdingTable } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'holdingTable',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: holdingTable });

const authoriseUse = makeAuthoriseUse({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  records: table.records,
  writer: makeDynamoAuthorisationWriter(table),
  delegations: makeDynamoDelegations(table),
  licences: makeDynamoHolderLicences({ client, table: registerTable }),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
});

/** `POST /v1/me/authorisations` */
export const handler = makeHttpHandler(makeAuthoriseUseHandler(authoriseUse), {
  maxBodyBytes: 128 * 1024,
  provinceUrl,
});
