import type { Moment } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { nextAttemptAt, secretsInUse, type Webhook } from '../../../shared/domain/webhook.ts';
import { cloudEventType, toCloudEvent } from '../../../shared/formats/cloud-event.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Attempt, Retry } from '../../../shared/ports/deliveries.ts';
import type { WebhookReply, WebhookSender } from '../../../shared/ports/webhook-sender.ts';
import type { WebhookSecrets } from '../webhook-secrets.ts';

/** What an attempt needs. */
export interface AttemptPorts {
  readonly provinceUrl: string;
  readonly clock: Clock;
  readonly sender: WebhookSender;
  readonly secrets: WebhookSecrets;
}

/** An attempt, and when the next one is due where it failed and was not the last. */
export interface Attempted {
  readonly tried: Retry;
  readonly attempt: Attempt;
  readonly again?: Moment;
  /** The endpoint wants nothing any more: it answered 410. */
  readonly isGone: boolean;
}

export type AttemptDelivery = (webhook: Webhook, one: Retry) => Promise<Attempted>;

const isTaken = (reply: WebhookReply) =>
  reply.outcome === 'answered' && reply.status >= 200 && reply.status < 300;

/** Redirects are failures: whoever could answer one could send events anywhere. */
function toReason(reply: WebhookReply): Pick<Attempt, 'status' | 'reason'> {
  if (reply.outcome === 'failed') return { reason: reply.reason };
  const isRedirect = reply.status >= 300 && reply.status < 400;
  return { status: reply.status, ...(isRedirect ? { reason: 'redirected' } : {}) };
}

/**
 * Sends one event once, signed by every secret in use. Every answer but 2xx is a failure.
 * @see Standard Webhooks 1.0.0, "Deliverability and reliability"
 */
export function makeAttemptDelivery(ports: AttemptPorts): AttemptDelivery {
  const { provinceUrl, clock, sender, secrets } = ports;
  return async (webhook, tried) => {
    const { event, position, failedAttempts } = tried;
    const at = clock.now();
    const reply = await sender.send({
      address: webhook.address,
      id: event.id,
      timestampSeconds: toSeconds(at),
      mediaType: cloudEventType,
      body: JSON.stringify(toCloudEvent(event, { source: provinceUrl, position })),
      secrets: await secrets(webhook.id, secretsInUse(webhook, at)),
    });
    const now = clock.now();
    const again = isTaken(reply) ? undefined : nextAttemptAt(failedAttempts + 1, now);
    const failure = again === undefined ? 'given-up' : 'failed';
    const attempt: Attempt = {
      ...{ event: event.id, type: event.type, attempt: failedAttempts + 1, at },
      outcome: isTaken(reply) ? 'delivered' : failure,
      ...toReason(reply),
      milliseconds: now - at,
    };
    const isGone = reply.outcome === 'answered' && reply.status === 410;
    return { tried, attempt, isGone, ...(again === undefined ? {} : { again }) };
  };
}
