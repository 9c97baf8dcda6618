import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoRequestCounts } from '../../../shared/adapters/aws/dynamo-request-counts.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { jsonLog } from '../../../shared/adapters/system/log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeCheckProof } from '../check-proof.ts';
import { makeProofNonces } from '../proof-nonces.ts';
import { makeReadAccessToken } from '../read-access-token.ts';
import { makeAuthoriseRequest } from './authorise-request.ts';
import { makeClientQuotas } from './client-quotas.ts';
import { makeAuthoriseRequestHandler } from './handler.ts';

const { provinceUrl, directoryTable, admissionTable, tokenKey, nonceKey } = readVariables(
  process.env,
  ['provinceUrl', 'directoryTable', 'admissionTable', 'tokenKey', 'nonceKey'],
);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const kms = makeKmsClient();
const shared = { primitives: makeNodePrimitives(), clock, provinceUrl };
const digests = makeKmsKeyedDigests({ client: kms, keyId: nonceKey });
const nonces = makeProofNonces({ digests, clock });

const authoriseRequest = makeAuthoriseRequest({
  readAccessToken: makeReadAccessToken({
    ...shared,
    publicKeys: makeKmsSigningKeys(kms),
    tokenKey,
  }),
  checkProof: makeCheckProof({ ...shared, nonces }),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  admissions: makeDynamoAdmissions({ client, table: admissionTable, clock }),
  takeRequest: makeClientQuotas({
    counts: makeDynamoRequestCounts({ client, table: admissionTable }),
    clock,
  }),
});

/** The Lambda authoriser of every route that is not public. */
export const handler = makeAuthoriseRequestHandler({ authoriseRequest, nonces, log: jsonLog });
