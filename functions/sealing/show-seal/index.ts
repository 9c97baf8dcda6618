import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeShowSealHandler } from './handler.ts';
import { makeShowSeal } from './show-seal.ts';

const { provinceUrl, sealsTable } = readVariables(process.env, ['provinceUrl', 'sealsTable']);

const showSeal = makeShowSeal({
  seals: makeDynamoSeals({ client: makeDynamoClient(), table: sealsTable }),
  clock: makeSystemClock(readClockOffset(process.env)),
});

/** `GET /v1/seals/{id}`. */
export const handler = makeShowSealHandler(showSeal, { provinceUrl });
