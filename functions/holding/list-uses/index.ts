import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoUses } from '../../../shared/adapters/aws/dynamo-uses.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeListUsesHandler } from './handler.ts';
import { makeListUses } from './list-uses.ts';

const { provinceUrl, holdingTable } = readVariables(process.env, ['provinceUrl', 'holdingTable']);
const table = makeHoldingTable({ client: makeDynamoClient(), table: holdingTable });

/** `GET /v1/me/uses` */
export const handler = makeHttpHandler(makeListUsesHandler(makeListUses(makeDynamoUses(table))), {
  provinceUrl,
});
