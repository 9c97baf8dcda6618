import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { mostWebhooks, type Webhook, type WebhookId } from '../../domain/webhook.ts';
import type { WebhookWriter } from '../../ports/webhooks.ts';
import { toFirstTurnItem, toRetryItem, toWaitingItem } from './dynamo-deliveries.ts';
import { type HoldingTable, toBodyItem } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { put, putNew, remove } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

/** The endpoint is JSON in `body`; what moves stands beside it. */
function toWebhookItem({ state, reason, revision, ...body }: Webhook): RegisterItem {
  return toBodyItem(outletKeys.webhook(body.id), 'webhook', {
    body,
    state: text(state),
    revision: whole(revision),
    ...(reason === undefined ? {} : { reason: text(reason) }),
  });
}

/** One more or one less of a department's endpoints, as long as there are not too many. */
function count(
  { table }: HoldingTable,
  { department }: Pick<Webhook, 'department'>,
  more: 1 | -1,
): TransactWriteItem {
  const limited = 'attribute_not_exists(taken) OR taken < :most';
  return {
    Update: {
      TableName: table,
      Key: outletKeys.webhookCount(department),
      UpdateExpression: 'ADD taken :more',
      ...(more === 1 ? { ConditionExpression: limited } : {}),
      ExpressionAttributeValues: {
        ':more': whole(more),
        ...(more === 1 ? { ':most': whole(mostWebhooks) } : {}),
      },
    },
  };
}

/** That nobody changed the endpoint since it was read. */
const unmoved = (table: HoldingTable, webhook: Webhook): TransactWriteItem => ({
  Put: {
    TableName: table.table,
    Item: toWebhookItem(webhook),
    ConditionExpression: '#revision = :before',
    ExpressionAttributeNames: { '#revision': 'revision' },
    ExpressionAttributeValues: { ':before': whole(webhook.revision - 1) },
  },
});

/** Lets an endpoint be tried at once; whoever is at it sees that something was wanted. */
const unpause = ({ table }: HoldingTable, id: WebhookId): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: outletKeys.turn(id),
    UpdateExpression: 'SET failedRounds = :none REMOVE pausedUntil ADD wanted :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':none': whole(0), ':one': whole(1) },
  },
});

/** Endpoints as their departments make, change and remove them. */
export function makeDynamoWebhookWriter(table: HoldingTable): WebhookWriter {
  return {
    async create(webhook, { key, answer, after }) {
      const { id, department, createdAt: at } = webhook;
      const items = [
        count(table, webhook, 1),
        putNew(table, toWebhookItem(webhook)),
        putNew(table, { ...outletKeys.listedWebhook(department, id), kind: text('listed') }),
        putNew(table, toFirstTurnItem(id, after)),
      ];
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'created';
      return outcome === 'key-used' ? 'key-used' : 'too-many';
    },
    async change(webhook, { key, answer, at, retry }) {
      const items = [
        unmoved(table, webhook),
        // whatever it is, it is looked after now: what failed before holds nothing back
        unpause(table, webhook.id),
        put(table, toWaitingItem(webhook.id, at)),
        ...(retry === undefined ? [] : [put(table, toRetryItem(webhook.id, retry))]),
      ];
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'changed';
      return outcome === 'key-used' ? 'key-used' : 'moved';
    },
    async remove({ id, department }) {
      const item = await table.find(outletKeys.webhook(id));
      if (item === undefined) return;
      await sendTransaction(table.client, [
        {
          Delete: {
            TableName: table.table,
            Key: outletKeys.webhook(id),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
        remove(table, outletKeys.listedWebhook(department, id)),
        remove(table, outletKeys.turn(id)),
        remove(table, outletKeys.waiting(id)),
        count(table, { department }, -1),
      ]);
    },
  };
}
