import type { FedEvent, FeedPosition, ServiceEvent } from '../domain/event.ts';
import type { FactRef } from '../domain/fact.ts';
import type { DepartmentCode } from '../domain/ids.ts';
import type { WebhookId } from '../domain/webhook.ts';

/** That facts were written, at most as many as a stream's batch has; told twice, it does no harm. */
export interface FactNotice {
  readonly facts: readonly FactRef[];
}

/** That an endpoint may have something to be delivered to. */
export interface DeliveryNotice {
  readonly webhook: WebhookId;
}

/**
 * What happened, for each department in one order, without gaps within a turn of writing. Durable once
 * resolved, consistent.
 * Trusted: whoever could write here could make departments believe what did not happen, not more: an
 * event carries no proof, whoever acts on it asks for the thing itself.
 */
export interface EventFeed {
  /**
   * Gives each event its position; an event that is there already keeps its own. All of a
   * department's or none of them, up to 33 at once, and counted with it. Events of nobody are left out.
   */
  record(events: readonly ServiceEvent[]): Promise<void>;
  /** Events behind a position, in order. */
  read(
    department: DepartmentCode,
    of: { readonly after: FeedPosition; readonly limit: number },
  ): Promise<readonly FedEvent[]>;
  /** Position of the newest event, 0 where there is none. */
  newest(department: DepartmentCode): Promise<FeedPosition>;
}

/** Events that are told on elsewhere in the cloud: delivered at least once, in no certain order. */
export interface EventBus {
  put(events: readonly ServiceEvent[]): Promise<void>;
}
