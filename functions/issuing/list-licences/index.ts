import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRegisterReader } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeListLicencesHandler } from './handler.ts';
import { makeListLicences } from './list-licences.ts';

const { provinceUrl, registerTable } = readVariables(process.env, ['provinceUrl', 'registerTable']);
const reader = makeDynamoRegisterReader({ client: makeDynamoClient(), table: registerTable });

/** `GET /v1/licences` */
export const handler = makeHttpHandler(makeListLicencesHandler(makeListLicences({ reader })), {
  provinceUrl,
});
