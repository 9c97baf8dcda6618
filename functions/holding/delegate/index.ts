import { makeDynamoDelegationWriter } from '../../../shared/adapters/aws/dynamo-delegations.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeDelegate } from './delegate.ts';
import { makeDelegateHandler } from './handler.ts';

const { provinceUrl, registerTable, holdingTable, macKey } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'holdingTable',
  'macKey',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: holdingTable });

const delegate = makeDelegate({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  records: table.records,
  writer: makeDynamoDelegationWriter(table),
  licences: makeDynamoHolderLicences({ client, table: registerTable }),
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: macKey }),
});

/** `POST /v1/me/delegations` */
export const handler = makeHttpHandler(makeDelegateHandler(delegate), {
  maxBodyBytes: 16 * 1024,
  provinceUrl,
});
