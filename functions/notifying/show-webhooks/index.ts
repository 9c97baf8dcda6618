import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDeliveries } from '../../../shared/adapters/aws/dynamo-deliveries.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoWebhooks } from '../../../shared/adapters/aws/dynamo-webhooks.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowWebhooksHandler } from './handler.ts';
import { makeShowWebhooks } from './show-webhooks.ts';

const { provinceUrl, outletTable } = readVariables(process.env, ['provinceUrl', 'outletTable']);
const table = makeHoldingTable({ client: makeDynamoClient(), table: outletTable });

const show = makeShowWebhooks({
  webhooks: makeDynamoWebhooks(table),
  deliveries: makeDynamoDeliveries(table),
});

/** `GET /v1/webhooks`, `GET /v1/webhooks/{id}`, `GET /v1/webhooks/{id}/deliveries` */
export const handler = makeHttpHandler(makeShowWebhooksHandler(show), { provinceUrl });
