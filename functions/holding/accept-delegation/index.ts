import {
  makeDynamoDelegations,
  makeDynamoDelegationWriter,
} from '../../../shared/adapters/aws/dynamo-delegations.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeAcceptDelegation } from './accept-delegation.ts';
import { makeAcceptDelegationHandler } from './handler.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeWritersClient(process.env), table: holdingTable });

const accept = makeAcceptDelegation({
  clock: makeSystemClock(readClockOffset(process.env)),
  records: table.records,
  delegations: makeDynamoDelegations(table),
  writer: makeDynamoDelegationWriter(table),
});

/** `POST /v1/me/delegations/{id}/acceptances` */
export const handler = makeHttpHandler(makeAcceptDelegationHandler(accept), {
  maxBodyBytes: 4096,
  provinceUrl,
});
