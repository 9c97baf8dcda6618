import type { EventId, FeedPosition, ServiceEvent } from '../domain/event.ts';
import type { Moment } from '../domain/ids.ts';
import type { WebhookId } from '../domain/webhook.ts';

/** How far an endpoint is. */
export interface Turn {
  readonly webhook: WebhookId;
  /** Everything up to here has been tried at least once. */
  readonly position: FeedPosition;
  /** So many rounds in a row in which everything failed. */
  readonly failedRounds: number;
  /** Nothing is tried before. */
  readonly pausedUntil?: Moment;
  /** How often somebody has asked for a turn: whoever ends one sees that something came meanwhile. */
  readonly wanted: number;
  /** Whose turn it is. */
  readonly token: string;
}

/** Where a turn comes to. */
export interface TurnStep extends Pick<Turn, 'position' | 'failedRounds'> {
  readonly pausedUntil?: Moment | undefined;
}

/** An event that an endpoint did not take. */
export interface Retry {
  readonly event: ServiceEvent;
  /** In the feed; none of a test. */
  readonly position?: FeedPosition;
  readonly failedAttempts: number;
  readonly dueAt: Moment;
}

/** What became of one attempt. */
export interface Attempt {
  readonly event: EventId;
  readonly type: string;
  readonly attempt: number;
  readonly at: Moment;
  /** `given-up`: failed, and it was the last one. */
  readonly outcome: 'delivered' | 'failed' | 'given-up';
  /** What the endpoint answered, where it did. */
  readonly status?: number;
  /** Why not, where no status says it. */
  readonly reason?: string;
  readonly milliseconds: number;
}

/**
 * Who delivers to an endpoint, how far, and what became of it. Durable once resolved, consistent. One
 * works on an endpoint at a time; whoever dies loses the turn when its lease is over, and what was
 * tried since the last step is tried again.
 */
export interface Deliveries {
  /** Whoever is told `busy` may go: the one at work will see that something was wanted. */
  take(
    webhook: WebhookId,
    lease: { readonly token: string; readonly now: Moment; readonly until: Moment },
  ): Promise<Turn | 'busy' | 'unknown'>;
  /** Moves on within a turn. `lost`: the lease is over and another has it. */
  step(turn: Turn, step: TurnStep): Promise<Turn | 'lost'>;
  /** Ends a turn; `waitUntil`: when there is something to do again. `wanted`: something came meanwhile. */
  end(turn: Turn, waitUntil: Moment | undefined): Promise<'ended' | 'wanted' | 'lost'>;
  listRetries(webhook: WebhookId, limit: number): Promise<readonly Retry[]>;
  /** A retry of an event takes the place of the one before. */
  putRetry(webhook: WebhookId, retry: Retry): Promise<void>;
  clearRetry(webhook: WebhookId, event: EventId): Promise<void>;
  log(webhook: WebhookId, attempt: Attempt): Promise<void>;
  /** Newest first. */
  listLog(
    webhook: WebhookId,
    of: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ readonly attempts: readonly Attempt[]; readonly end?: string }>;
  /** Endpoints with something to do by then. */
  listWaiting(until: Moment): Promise<readonly WebhookId[]>;
}
