import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievals } from '../../../shared/adapters/aws/dynamo-retrievals.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeAnswerTime } from '../../../shared/adapters/system/answer-time.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';

import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeVerifyNow } from '../wire-verify-now.ts';

import { makeRetrieveLicencesHandler } from './handler.ts';
import { makeRetrieveLicences } from './retrieve-licences.ts';

const variables = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'holdingTable',
  'codeKey',
  'shelfUrl',
  'trustAnchors',
]);
const { provinceUrl, shelfUrl } = variables;
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const log = makeMeasuredLog(provinceUrl, 'retrieve-licences');

const retrieveLicences = makeRetrieveLicences({
  ...{ clock, log },
  random: systemRandom,
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: variables.codeKey }),
  directory: makeDynamoDirectory({ client, table: variables.directoryTable }),
  licences: makeDynamoHolderLicences({ client, table: variables.registerTable }),
  retrievals: makeDynamoRetrievals(makeHoldingTable({ client, table: variables.holdingTable })),
  verify: makeVerifyNow({ provinceUrl, shelfUrl, trustAnchors: variables.trustAnchors, clock }),
});

/** `POST /v1/retrievals` */
export const handler = makeHttpHandler(
  makeRetrieveLicencesHandler(retrieveLicences, makeAnswerTime()),
  { maxBodyBytes: 8192, provinceUrl, log },
);
