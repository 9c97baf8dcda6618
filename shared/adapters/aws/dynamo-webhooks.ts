import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DepartmentCode } from '../../domain/ids.ts';
import type { Webhook, WebhookId } from '../../domain/webhook.ts';
import type { Webhooks } from '../../ports/webhooks.ts';
import { type HoldingTable, readBodyOf, readNumberOf } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { type RegisterItem, text } from './dynamo-register-keys.ts';
import { sendBesideTransactions } from './dynamo-transaction.ts';
import { isRefusal } from './is-refusal.ts';

type Moving = Pick<Webhook, 'state' | 'reason' | 'revision'>;

/** The endpoint is JSON in `body`; what moves stands beside it. */
export function toWebhook(item: RegisterItem): Webhook {
  const reason = item['reason']?.S as Moving['reason'];
  return {
    ...readBodyOf<Omit<Webhook, keyof Moving>>(item),
    state: item['state']?.S as Moving['state'],
    ...(reason === undefined ? {} : { reason }),
    revision: readNumberOf(item, 'revision') ?? 0,
  };
}

async function list(table: HoldingTable, department: DepartmentCode) {
  const partition = outletKeys.webhooksOf(department);
  const { items } = await table.page({ partition, limit: 100 });
  const ids = items.map((item) => item['sk']?.S as WebhookId);
  if (ids.length === 0) return [];
  const found = await table.gather(ids.map(outletKeys.webhook));
  const webhooks = found.flatMap((item) => (item === undefined ? [] : [toWebhook(item)]));
  return webhooks.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Endpoints in the outlet's table: `webhook#<id>` · `webhook`, listed by `webhooks#<department>` · `<id>`. */
export function makeDynamoWebhooks(table: HoldingTable): Webhooks {
  return {
    async find(id) {
      const item = await table.find(outletKeys.webhook(id));
      return item && toWebhook(item);
    },
    list: (department) => list(table, department),
    async disable(id, reason) {
      const command = new UpdateItemCommand({
        TableName: table.table,
        Key: outletKeys.webhook(id),
        UpdateExpression: 'SET #state = :disabled, #reason = :reason ADD #revision :one',
        ConditionExpression: '#state = :enabled',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#reason': 'reason',
          '#revision': 'revision',
        },
        ExpressionAttributeValues: {
          ':disabled': text('disabled'),
          ':enabled': text('enabled'),
          ':reason': text(reason),
          ':one': { N: '1' },
        },
      });
      const sent = sendBesideTransactions(() => table.client.send(command));
      await sent.catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    },
  };
}
