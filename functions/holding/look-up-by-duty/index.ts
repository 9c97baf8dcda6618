import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDutyChecks } from '../../../shared/adapters/aws/dynamo-duty-checks.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoToldLicences } from '../../../shared/adapters/aws/dynamo-told-licences.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';

import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeVerifyNow } from '../wire-verify-now.ts';

import { makeLookUpByDutyHandler } from './handler.ts';
import { makeLookUpByDuty } from './look-up-by-duty.ts';

const { provinceUrl, shelfUrl, trustAnchors, ...named } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'holdingTable',
  'macKey',
  'shelfUrl',
  'trustAnchors',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const register = { client, table: named.registerTable };
const log = makeMeasuredLog(provinceUrl, 'look-up-by-duty');

const lookUpByDuty = makeLookUpByDuty({
  clock,
  random: systemRandom,
  log,
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: named.macKey }),
  directory: makeDynamoDirectory({ client, table: named.directoryTable }),
  licences: makeDynamoHolderLicences(register),
  told: makeDynamoToldLicences(register),
  checks: makeDynamoDutyChecks(makeHoldingTable({ client, table: named.holdingTable })),
  verify: makeVerifyNow({ provinceUrl, shelfUrl, trustAnchors, clock }),
});

/** `POST /v1/duty-checks` */
export const handler = makeHttpHandler(makeLookUpByDutyHandler(lookUpByDuty), {
  maxBodyBytes: 32 * 1024,
  provinceUrl,
  log,
});
