import { makeDynamoCopies } from '../../../shared/adapters/aws/dynamo-faces.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoRetrievedCopies } from '../../../shared/adapters/aws/dynamo-retrieved-copies.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { wireFaces } from '../wire-faces.ts';
import { makeAnnotateCopy } from './annotate-copy.ts';
import { makeAnnotateCopyHandler } from './handler.ts';

const { ports, table } = wireFaces(process.env);
const { holdingTable } = readVariables(process.env, ['holdingTable']);
const holding = makeHoldingTable({ client: table.client, table: holdingTable });
const { provinceUrl, log } = ports;

const annotateCopy = makeAnnotateCopy({
  ...ports,
  copiesOf: (retrievalId) => makeDynamoCopies(table, retrievalId),
  retrieved: makeDynamoRetrievedCopies(holding),
});

/** `GET /v1/retrievals/{id}/annotated-copies/{licenceId}` */
export const handler = makeHttpHandler(makeAnnotateCopyHandler(annotateCopy), { provinceUrl, log });
