import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeAuthenticateClient } from '../authenticate-client.ts';
import { makeCheckProof } from '../check-proof.ts';
import { makeProofNonces } from '../proof-nonces.ts';
import { makeIssueTokenHandler } from './handler.ts';
import { makeIssueToken } from './issue-token.ts';

const { provinceUrl, directoryTable, admissionTable, tokenKey, nonceKey } = readVariables(
  process.env,
  ['provinceUrl', 'directoryTable', 'admissionTable', 'tokenKey', 'nonceKey'],
);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const directory = makeDynamoDirectory({ client, table: directoryTable });
const kms = makeKmsClient();
const shared = { primitives: makeNodePrimitives(), clock, provinceUrl };
const digests = makeKmsKeyedDigests({ client: kms, keyId: nonceKey });
const nonces = makeProofNonces({ digests, clock });

const issueToken = makeIssueToken({
  ...shared,
  authenticateClient: makeAuthenticateClient({ ...shared, directory }),
  checkProof: makeCheckProof({ ...shared, nonces }),
  admissions: makeDynamoAdmissions({ client, table: admissionTable, clock }),
  signingKeys: makeKmsSigningKeys(kms),
  random: systemRandom,
  tokenKey,
});

/** `POST /oauth/token`. */
export const handler = makeIssueTokenHandler({ issueToken, nonces, provinceUrl });
