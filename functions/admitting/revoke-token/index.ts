import { makeDynamoAdmissions } from '../../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeAuthenticateClient } from '../authenticate-client.ts';
import { makeReadAccessToken } from '../read-access-token.ts';
import { makeRevokeTokenHandler } from './handler.ts';
import { makeRevokeToken } from './revoke-token.ts';

const { provinceUrl, directoryTable, admissionTable, tokenKey } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'admissionTable',
  'tokenKey',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const directory = makeDynamoDirectory({ client, table: directoryTable });
const publicKeys = makeKmsSigningKeys(makeKmsClient());
const shared = { primitives: makeNodePrimitives(), clock, provinceUrl };

const revokeToken = makeRevokeToken({
  authenticateClient: makeAuthenticateClient({ ...shared, directory }),
  readAccessToken: makeReadAccessToken({ ...shared, publicKeys, tokenKey }),
  admissions: makeDynamoAdmissions({ client, table: admissionTable, clock }),
});

/** `POST /oauth/revoke`. */
export const handler = makeRevokeTokenHandler(revokeToken, { provinceUrl });
