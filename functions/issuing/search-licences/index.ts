import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFoundLicences } from '../../../shared/adapters/aws/dynamo-found-licences.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeSearchLicencesHandler } from './handler.ts';
import { makeSearchLicences } from './search-licences.ts';

const { provinceUrl, registerTable, directoryTable, macKey } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'directoryTable',
  'macKey',
]);
const client = makeDynamoClient();

const search = makeSearchLicences({
  digests: makeKmsKeyedDigests({ client: makeKmsClient(), keyId: macKey }),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  licences: makeDynamoFoundLicences({ client, table: registerTable }),
});

/** `POST /v1/licence-searches` */
export const handler = makeHttpHandler(makeSearchLicencesHandler(search), {
  maxBodyBytes: 32 * 1024,
  provinceUrl,
});
