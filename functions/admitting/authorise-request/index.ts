import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoRequestCounts } from '../../../shared/adapters/aws/dynamo-request-counts.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeHttpIdentityKeys } from '../../../shared/adapters/system/http-identity-keys.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readIdentityProvider } from '../../../shared/config/identity-provider.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeCheckProof } from '../check-proof.ts';
import { makeProofNonces } from '../proof-nonces.ts';
import { makeReadAccessToken } from '../read-access-token.ts';
import { makeReadIdentityToken } from '../read-identity-token.ts';
import { makeVerifyIdentityToken } from '../verify-identity-token.ts';
import { makeAuthoriseHolder } from './authorise-holder.ts';
import { makeAuthoriseRequest } from './authorise-request.ts';
import { makeClientQuotas } from './client-quotas.ts';
import { makeAuthoriseRequestHandler } from './handler.ts';

const variables = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'admissionTable',
  'tokenKey',
  'nonceKey',
  'macKey',
  'identityProvider',
]);
const { provinceUrl, directoryTable, admissionTable, tokenKey, nonceKey, macKey } = variables;
const provider = readIdentityProvider(variables.identityProvider);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const kms = makeKmsClient();
const shared = { primitives: makeNodePrimitives(), clock, provinceUrl };
const digests = makeKmsKeyedDigests({ client: kms, keyId: nonceKey });
const nonces = makeProofNonces({ digests, clock });

const admissions = makeDynamoAdmissions({ client, table: admissionTable, clock });
const checkProof = makeCheckProof({ ...shared, nonces });
const counts = makeDynamoRequestCounts({ client, table: admissionTable });
const takeRequest = makeClientQuotas({ counts, clock });

const authoriseRequest = makeAuthoriseRequest({
  readAccessToken: makeReadAccessToken({
    ...shared,
    publicKeys: makeKmsSigningKeys(kms),
    tokenKey,
  }),
  checkProof,
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  admissions,
  takeRequest,
});

const authoriseHolder = makeAuthoriseHolder({
  readIdentityToken: makeReadIdentityToken(
    makeVerifyIdentityToken({
      keys: makeHttpIdentityKeys({ clock, jwksUri: provider.jwksUri }),
      clock,
      provider,
    }),
    provider.claims,
  ),
  checkProof,
  admissions,
  digests: makeKmsKeyedDigests({ client: kms, keyId: macKey }),
  takeRequest,
});

/** The Lambda authoriser of every route that is not public. */
export const handler = makeAuthoriseRequestHandler({
  authoriseRequest,
  authoriseHolder,
  nonces,
  log: jsonLog,
});
