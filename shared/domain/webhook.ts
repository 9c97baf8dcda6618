import { isDrawnId, toDrawnId } from './drawn-id.ts';
import type { EventType } from './event.ts';
import type { Branded, ClientId, DepartmentCode, Moment } from './ids.ts';

/** An endpoint's identifier: `webhook-` + 26 characters, 130 random bits. */
export type WebhookId = Branded<string, 'WebhookId'>;

/** A secret of an endpoint; the secret itself is made from this by KMS whenever it is needed. */
export interface WebhookSecret {
  readonly id: string;
  readonly madeAt: Moment;
  /** Signs no more from then on; the current one has no end. */
  readonly endsAt?: Moment;
}

/** Why an endpoint gets nothing: its department said so, it answered 410, or it failed for three days. */
export const disabledReasons = ['asked', 'gone', 'failing'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** An address of a department's that events are posted to. */
export interface Webhook {
  readonly id: WebhookId;
  readonly department: DepartmentCode;
  readonly address: string;
  /** Only these; all where absent. */
  readonly types?: readonly EventType[];
  /** Newest last. */
  readonly secrets: readonly WebhookSecret[];
  readonly createdAt: Moment;
  readonly createdBy: ClientId;
  readonly state: 'enabled' | 'disabled';
  readonly reason?: DisabledReason;
  /** Rises by one with each change. */
  readonly revision: number;
}

/** Endpoints that a department may have. */
export const mostWebhooks = 10;
/** Both secrets sign for so long after a rotation. */
export const secretOverlapMilliseconds = 24 * 3_600_000;

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/**
 * How long to wait after the first, second … failed attempt: ten attempts in three days.
 * @see Standard Webhooks, "Deliverability and reliability"
 */
export const retryDelays: readonly number[] = [
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  14 * hours,
  20 * hours,
  24 * hours,
];

/** When to try again after so many failed attempts; undefined when that was the last. */
export function nextAttemptAt(failedAttempts: number, now: Moment): Moment | undefined {
  const delay = retryDelays[failedAttempts - 1];
  return delay === undefined ? undefined : ((now + delay) as Moment);
}

/** Until when an endpoint is left alone of which so many rounds in a row failed altogether. */
export function pausedUntil(failedRounds: number, now: Moment): Moment {
  const delay = retryDelays[Math.min(failedRounds, retryDelays.length) - 1] ?? 0;
  return (now + delay) as Moment;
}

/** The secrets that sign at a moment: one, or two while they are changed over. */
export function secretsInUse({ secrets }: Pick<Webhook, 'secrets'>, now: Moment) {
  return secrets.filter(({ endsAt }) => endsAt === undefined || endsAt > now);
}

/** Whether an endpoint wants events of a type; one without a list wants all. */
export function wants({ types }: Pick<Webhook, 'types'>, type: string): boolean {
  return types === undefined || types.some((one) => one === type);
}

export function toWebhookId(random: Uint8Array): WebhookId {
  return toDrawnId('webhook', random) as WebhookId;
}

/** Has it the form of an endpoint's id? */
export function isWebhookId(text: string): text is WebhookId {
  return isDrawnId('webhook', text);
}

export function toSecretId(random: Uint8Array): string {
  return toDrawnId('secret', random);
}
