import type { WebhookAnswer } from '../../shared/api/webhooks.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import { isWebhookId, type Webhook } from '../../shared/domain/webhook.ts';
import type { Webhooks } from '../../shared/ports/webhooks.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** An endpoint as its department is told of it; without any secret. */
export function toWebhookAnswer(webhook: Webhook): WebhookAnswer {
  const { id, address, types, state, reason, secrets, createdAt, createdBy } = webhook;
  return {
    webhookId: id,
    address,
    ...(types === undefined ? {} : { types: [...types] }),
    state,
    ...(reason === undefined ? {} : { reason }),
    secrets: secrets.map(({ id: secretId, madeAt, endsAt }) => ({
      secretId,
      madeAt: toRfc3339(madeAt),
      ...(endsAt === undefined ? {} : { endsAt: toRfc3339(endsAt) }),
    })),
    createdAt: toRfc3339(createdAt),
    createdBy,
  };
}

/** The department's own endpoint. @throws Problem `not-found`, also for another's */
export async function findOwnWebhook(
  webhooks: Pick<Webhooks, 'find'>,
  id: string,
  department: DepartmentCode,
): Promise<Webhook> {
  const found = isWebhookId(id) ? await webhooks.find(id) : undefined;
  if (found?.department !== department) throw new Problem('not-found');
  return found;
}
