import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoHolderLicences } from '../../../shared/adapters/aws/dynamo-holder-licences.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowOwnLicencesHandler } from './handler.ts';
import { makeShowOwnLicences } from './show-own-licences.ts';

const { provinceUrl, registerTable } = readVariables(process.env, ['provinceUrl', 'registerTable']);
const licences = makeDynamoHolderLicences({ client: makeDynamoClient(), table: registerTable });

/** `GET /v1/me`, `GET /v1/me/licences`, `GET /v1/me/licences/{id}` */
export const handler = makeHttpHandler(makeShowOwnLicencesHandler(makeShowOwnLicences(licences)), {
  provinceUrl,
});
