import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFieldChecks } from '../../../shared/adapters/aws/dynamo-field-checks.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoToldLicences } from '../../../shared/adapters/aws/dynamo-told-licences.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeAnswerTime } from '../../../shared/adapters/system/answer-time.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeAnswerFieldCheck } from './answer-field-check.ts';
import { makeAnswerFieldCheckHandler } from './handler.ts';

const { provinceUrl, ...named } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'holdingTable',
  'macKey',
]);
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: named.holdingTable });
const log = makeMeasuredLog(provinceUrl, 'answer-field-check');

const answerFieldCheck = makeAnswerFieldCheck({
  clock: makeSystemClock(readClockOffset(process.env)),
  random: systemRandom,
  log,
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: named.macKey }),
  directory: makeDynamoDirectory({ client, table: named.directoryTable }),
  records: table.records,
  licences: makeDynamoToldLicences({ client, table: named.registerTable }),
  checks: makeDynamoFieldChecks(table),
});

/** `POST /v1/field-checks` */
export const handler = makeHttpHandler(
  makeAnswerFieldCheckHandler(answerFieldCheck, makeAnswerTime()),
  { maxBodyBytes: 64 * 1024, provinceUrl, log },
);
