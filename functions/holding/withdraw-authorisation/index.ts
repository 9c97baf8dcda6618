import {
  makeDynamoAuthorisations,
  makeDynamoAuthorisationWriter,
} from '../../../shared/adapters/aws/dynamo-authorisations.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeWithdrawAuthorisationHandler } from './handler.ts';
import { makeWithdrawAuthorisation } from './withdraw-authorisation.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeWritersClient(process.env), table: holdingTable });

const withdraw = makeWithdrawAuthorisation({
  authorisations: makeDynamoAuthorisations(table),
  writer: makeDynamoAuthorisationWriter(table),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `DELETE /v1/me/authorisations/{id}` */
export const handler = makeHttpHandler(makeWithdrawAuthorisationHandler(withdraw), { provinceUrl });
