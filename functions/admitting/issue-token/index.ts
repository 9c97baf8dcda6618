import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeHttpIdentityKeys } from '../../../shared/adapters/system/http-identity-keys.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readIdentityProvider } from '../../../shared/config/identity-provider.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeAuthenticateClient } from '../authenticate-client.ts';
import { makeCheckProof } from '../check-proof.ts';
import { makeProofNonces } from '../proof-nonces.ts';
import { makeVerifyIdentityToken } from '../verify-identity-token.ts';
import { makeAuthenticateStaff } from './authenticate-staff.ts';
import { makeIssueTokenHandler } from './handler.ts';
import { makeIssueToken } from './issue-token.ts';

const variables = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'admissionTable',
  'tokenKey',
  'nonceKey',
  'identityProvider',
]);
const { provinceUrl, directoryTable, admissionTable, tokenKey, nonceKey } = variables;
const provider = readIdentityProvider(variables.identityProvider);
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
  authenticateStaff: makeAuthenticateStaff({
    ...{ directory, digests, staff: provider.staff },
    verifyIdentityToken: makeVerifyIdentityToken({
      keys: makeHttpIdentityKeys({ clock, jwksUri: provider.jwksUri }),
      ...{ clock, provider },
    }),
  }),
  checkProof: makeCheckProof({ ...shared, nonces }),
  admissions: makeDynamoAdmissions({ client, table: admissionTable, clock }),
  signingKeys: makeKmsSigningKeys(kms),
  random: systemRandom,
  tokenKey,
});

/** `POST /oauth/token`. */
export const handler = makeIssueTokenHandler({ issueToken, nonces, provinceUrl, log: jsonLog });
