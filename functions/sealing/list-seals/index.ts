import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeListSealsHandler } from './handler.ts';
import { makeListSeals } from './list-seals.ts';

const { provinceUrl, sealsTable } = readVariables(process.env, ['provinceUrl', 'sealsTable']);

const listSeals = makeListSeals({
  seals: makeDynamoSeals({ client: makeDynamoClient(), table: sealsTable }),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `GET /v1/seals`. */
export const handler = makeListSealsHandler(listSeals, { provinceUrl });
