import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoSeals,
  makeDynamoSealWriter,
} from '../../../shared/adapters/aws/dynamo-seals.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { makeZlibPngCoder } from '../../../shared/adapters/system/zlib-png-coder.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeApplyForSeal } from './apply-for-seal.ts';
import { makeApplyForSealHandler } from './handler.ts';

const { provinceUrl, directoryTable, sealsTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'sealsTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const writer = makeDynamoSealWriter({ client, table: sealsTable, clock });

const applyForSeal = makeApplyForSeal({
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  writer,
  requests: writer.requests,
  clock,
  random: systemRandom,
  pngCoder: makeZlibPngCoder(),
});

/** `POST /v1/seals`. */
export const handler = makeApplyForSealHandler(applyForSeal, { provinceUrl });
