import { makeDynamoAuthorisations } from '../../../shared/adapters/aws/dynamo-authorisations.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoShowCodeWriter } from '../../../shared/adapters/aws/dynamo-show-codes.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeMakeShowCodeHandler } from './handler.ts';
import { makeMakeShowCode } from './make-show-code.ts';

const { provinceUrl, directoryTable, holdingTable, codeKey } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'holdingTable',
  'codeKey',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: holdingTable });

const makeShowCode = makeMakeShowCode({
  provinceUrl,
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: codeKey }),
  authorisations: makeDynamoAuthorisations(table),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  records: table.records,
  writer: makeDynamoShowCodeWriter(table),
});

/** `POST /v1/me/show-codes` */
export const handler = makeHttpHandler(makeMakeShowCodeHandler(makeShowCode), {
  maxBodyBytes: 4096,
  provinceUrl,
});
