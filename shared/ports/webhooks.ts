import type { DepartmentCode, Moment } from '../domain/ids.ts';
import type { DisabledReason, Webhook, WebhookId } from '../domain/webhook.ts';
import type { Retry } from './deliveries.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** A request that writes, with what it is answered. */
export interface AnsweredRequest {
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/** Endpoints of departments. Durable once resolved, consistent. Whoever could write here could have events sent elsewhere. */
export interface Webhooks {
  find(id: WebhookId): Promise<Webhook | undefined>;
  /** A department has few: all of them, oldest first. */
  list(department: DepartmentCode): Promise<readonly Webhook[]>;
  /** The delivering function's only change: the endpoint gets nothing more until its department says so. */
  disable(id: WebhookId, reason: DisabledReason): Promise<void>;
}

/** What their department does with them; each with its key, replayed from it. */
export interface WebhookWriter {
  /** `after`: the position behind which it gets events. `too-many`: the department has as many as it may. */
  create(
    webhook: Webhook,
    request: AnsweredRequest & { readonly after: number },
  ): Promise<'created' | 'key-used' | 'too-many'>;
  /**
   * With its next revision, and an event that it alone is to get. `moved`: somebody changed it meanwhile.
   * It is looked after by the clock at the latest.
   */
  change(
    webhook: Webhook,
    request: AnsweredRequest & { readonly at: Moment; readonly retry?: Retry },
  ): Promise<'changed' | 'key-used' | 'moved'>;
  /** Repeating it changes nothing. */
  remove(webhook: Pick<Webhook, 'id' | 'department'>): Promise<void>;
}
