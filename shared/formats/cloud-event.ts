import { type FeedPosition, type ServiceEvent, testEventType } from '../domain/event.ts';
import { toRfc3339 } from '../domain/moment.ts';

/** Media type of one event in structured mode. @see CloudEvents HTTP protocol binding 1.0.2, section 3.2 */
export const cloudEventType = 'application/cloudevents+json';

/** An event as others get it. @see CloudEvents 1.0.2; `sequence`: its sequence extension */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence?: string;
  readonly data: ServiceEvent['data'];
}

const sequenceDigits = 12;

/** Positions as text, so that they sort as they rise. */
export const toSequence = (position: FeedPosition): string =>
  String(position).padStart(sequenceDigits, '0');

/** What of an event is told, and by whom: the province's address is its source. */
export function toCloudEvent(
  { id, type, at, subject, data }: ServiceEvent,
  of: { readonly source: string; readonly position?: FeedPosition | undefined },
): CloudEvent {
  const isPlaced = of.position !== undefined && type !== testEventType;
  return {
    specversion: '1.0',
    id,
    source: of.source,
    type,
    subject,
    time: toRfc3339(at),
    datacontenttype: 'application/json',
    ...(isPlaced ? { sequence: toSequence(of.position) } : {}),
    data,
  };
}
