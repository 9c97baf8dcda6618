import {
  makeDynamoDelegations,
  makeDynamoDelegationWriter,
} from '../../../shared/adapters/aws/dynamo-delegations.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeEndDelegation } from './end-delegation.ts';
import { makeEndDelegationHandler } from './handler.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeWritersClient(process.env), table: holdingTable });

const endDelegation = makeEndDelegation({
  clock: makeSystemClock(readClockOffset(process.env)),
  delegations: makeDynamoDelegations(table),
  writer: makeDynamoDelegationWriter(table),
});

/** `DELETE /v1/me/delegations/{id}` */
export const handler = makeHttpHandler(makeEndDelegationHandler(endDelegation), { provinceUrl });
