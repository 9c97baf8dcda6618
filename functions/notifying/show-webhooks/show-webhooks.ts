import type {
  DeliveriesAnswer,
  DeliveriesQuery,
  WebhookAnswer,
} from '../../../shared/api/webhooks.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64url, toBase64url } from '../../../shared/formats/base64url.ts';
import type { Attempt, Deliveries } from '../../../shared/ports/deliveries.ts';
import type { Webhooks } from '../../../shared/ports/webhooks.ts';
import { findOwnWebhook, toWebhookAnswer } from '../webhook-answer.ts';

/** What showing needs. */
export interface ShowWebhooksPorts {
  readonly webhooks: Pick<Webhooks, 'find' | 'list'>;
  readonly deliveries: Pick<Deliveries, 'listLog'>;
}

/** A department's endpoints, and what became of deliveries to them. */
export interface ShowWebhooks {
  list(department: DepartmentCode): Promise<{ readonly webhooks: readonly WebhookAnswer[] }>;
  /** @throws Problem `not-found` */
  show(id: string, department: DepartmentCode): Promise<WebhookAnswer>;
  /** @throws Problem `not-found`, `request-invalid` at `/cursor` */
  deliveries(
    id: string,
    department: DepartmentCode,
    query: DeliveriesQuery,
  ): Promise<DeliveriesAnswer>;
}

/** A place in the log: a moment, an event, an attempt; whoever forges one chooses where to begin. */
const place = /^[0-9]{14}#event-[0-9a-z]{26}#[0-9]{1,2}$/;

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  try {
    const text = new TextDecoder().decode(readBase64url(cursor));
    if (place.test(text)) return text;
  } catch {
    // falls through to the refusal
  }
  throw invalid('/cursor', 'cursor');
}

function toDelivery({ event, at, ...attempt }: Attempt): DeliveriesAnswer['deliveries'][number] {
  return { eventId: event, ...attempt, at: toRfc3339(at) };
}

export function makeShowWebhooks({ webhooks, deliveries }: ShowWebhooksPorts): ShowWebhooks {
  return {
    async list(department) {
      return { webhooks: (await webhooks.list(department)).map(toWebhookAnswer) };
    },
    async show(id, department) {
      return toWebhookAnswer(await findOwnWebhook(webhooks, id, department));
    },
    async deliveries(id, department, { cursor, limit }) {
      const after = readCursor(cursor);
      const { id: webhook } = await findOwnWebhook(webhooks, id, department);
      const { attempts, end } = await deliveries.listLog(webhook, { after, limit });
      const next = end === undefined ? {} : { next: toBase64url(new TextEncoder().encode(end)) };
      return { deliveries: attempts.map(toDelivery), ...next };
    },
  };
}
