import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isWebhookId, type WebhookId } from '../../../shared/domain/webhook.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Deliveries } from '../../../shared/ports/deliveries.ts';
import type { DeliveryNotice } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { DeliverEvents } from './deliver-events.ts';

/** What the handler needs beside the use case. */
export interface DeliverEventsHandlerPorts {
  readonly deliver: DeliverEvents;
  readonly clock: Clock;
  readonly deliveries: Pick<Deliveries, 'listWaiting'>;
  readonly queue: Queue<DeliveryNotice>;
  readonly log: Log;
}

/** @throws Error when it names no endpoint */
function readWebhook(body: string): WebhookId {
  const { webhook } = JSON.parse(body) as Partial<DeliveryNotice>;
  if (webhook === undefined || !isWebhookId(webhook)) throw new Error('not a delivery notice');
  return webhook;
}

/**
 * Delivers to the endpoints that notices name; or, on the clock, sends a notice for every endpoint that
 * has something to do by now: what waits longer than a queue can delay, and whatever was broken off.
 */
export function makeDeliverEventsHandler(ports: DeliverEventsHandlerPorts) {
  const { deliver, clock, deliveries, queue, log } = ports;
  const attempt = async (body: string): Promise<boolean> => {
    try {
      await deliver(readWebhook(body));
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('webhook.not-tried', { error: name });
      return false;
    }
  };
  const wakeWaiting = async (): Promise<SQSBatchResponse> => {
    for (const webhook of await deliveries.listWaiting(clock.now())) await queue.send({ webhook });
    return { batchItemFailures: [] };
  };
  return async (event: SQSEvent | { readonly clock: true }): Promise<SQSBatchResponse> => {
    if (!('Records' in event)) return wakeWaiting();
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const { messageId, body } of event.Records) {
      if (!(await attempt(body))) batchItemFailures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures };
  };
}
