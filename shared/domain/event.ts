import { drawnIdBytes, toDrawnId } from './drawn-id.ts';
import type { Branded, DepartmentCode, Moment } from './ids.ts';

/** What others are told of. Append-only: a type keeps its meaning and its members for ever. */
export const eventTypes = [
  'licence.issued',
  'licence.state-changed',
  'licence.superseded',
  'licence.expiring',
  'seal.applied',
  'seal.made',
  'seal.enabled',
  'seal.suspended',
  'seal.cancelled',
  'retrieval.made',
  'job.finished',
  'work.due-soon',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What an endpoint gets when it is tried out; never in the feed. */
export const testEventType = 'webhook.test';

/** An event's identifier: `event-` + 26 characters made of the fact alone, so the same however often it is told. */
export type EventId = Branded<string, 'EventId'>;

/** Ids, codes, states and days; nothing that says who somebody is, and no words that somebody wrote. */
export type EventData = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** An event 事件: that something happened, to be told to those whom it concerns. */
export interface ServiceEvent {
  readonly id: EventId;
  readonly type: EventType | typeof testEventType;
  /** When it happened. */
  readonly at: Moment;
  /** Of what: licence id, seal id, job id, retrieval id, draft id, path of a public file. */
  readonly subject: string;
  /** Whose systems are told; where nobody's, only the province's own bus is. */
  readonly department?: DepartmentCode;
  readonly data: EventData;
}

/** @param digest SHA-256 of what tells the fact from all others */
export function toEventId(digest: Uint8Array): EventId {
  return toDrawnId('event', digest.subarray(0, drawnIdBytes)) as EventId;
}

/** Position of an event in its department's feed: rises by one with each, without gaps. */
export type FeedPosition = number;

/** An event where it stands in its department's feed. */
export interface FedEvent {
  readonly position: FeedPosition;
  readonly event: ServiceEvent;
}
