import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeIssueTokenHandler } from './handler.ts';
import { makeIssueToken } from './issue-token.ts';

const { provinceUrl, directoryTable, admissionTable, tokenKey } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'admissionTable',
  'tokenKey',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();

const issueToken = makeIssueToken({
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  admissions: makeDynamoAdmissions({ client, table: admissionTable, clock }),
  signingKeys: makeKmsSigningKeys(makeKmsClient()),
  clock,
  random: systemRandom,
  tokenKey,
  provinceUrl,
});

/** `POST /oauth/token`. */
export const handler = makeIssueTokenHandler(issueToken, { provinceUrl });
