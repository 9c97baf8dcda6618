import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoSealUses } from '../../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeListSealUsesHandler } from './handler.ts';
import { makeListSealUses } from './list-seal-uses.ts';

const { provinceUrl, sealsTable, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'sealsTable',
  'registerTable',
]);
const client = makeDynamoClient();

const listSealUses = makeListSealUses({
  seals: makeDynamoSeals({ client, table: sealsTable }),
  uses: makeDynamoSealUses({ client, tables: [registerTable, sealsTable] }),
});

/** `GET /v1/seals/{id}/uses` */
export const handler = makeHttpHandler(makeListSealUsesHandler(listSealUses), { provinceUrl });
